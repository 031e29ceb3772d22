using Hotline117.AppHost.Parts;
using Hotline117.AppHost.Supervision;

namespace Hotline117.AppHost.Servers;

/// <summary>How one of the four servers is started and known to be ready.</summary>
/// <param name="IsReady">Asks the server itself; exceptions of the connection count as "not yet".</param>
internal sealed record PartPlan(string Title, PartCommand Command, Func<CancellationToken, Task<bool>> IsReady, TimeSpan Bound)
{
    public Plan On(IPartRunner runner) => new(
        Command.Name, Title, Command.Log, Bound,
        stop => runner.StartAsync(Command, stop),
        async stop => await IsReady(stop) ? null : "it does not answer as it should");
}
