using Hotline117.AppHost.Machine;

namespace Hotline117.AppHost.Supervision;

/// <summary>How something is started and known to be ready.</summary>
/// <param name="Name">Unique in the stack.</param>
/// <param name="Title">For people.</param>
/// <param name="Bound">How long it may take until it is ready.</param>
/// <param name="WhyNotReadyAsync">Null when it is ready; else in words why not. Exceptions of the connection count as "not yet".</param>
internal sealed record Plan(
    string Name, string Title, string Log, TimeSpan Bound,
    Func<CancellationToken, Task<IRunningProgram>> StartAsync,
    Func<CancellationToken, Task<string?>> WhyNotReadyAsync);
