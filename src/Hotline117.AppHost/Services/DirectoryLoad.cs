using Hotline117.AppHost.Machine;

namespace Hotline117.AppHost.Services;

/// <summary>Loads a directory, a roster and a policy by the RoutingService's own commands; the samples where none are named.</summary>
internal static class DirectoryLoad
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    /// <summary>In this order: the roster names centres of the directory.</summary>
    public static IReadOnlyList<(string Command, string File)> Files(StackOptions options, Checkout checkout) =>
    [
        ("load-directory", options.Directory ?? Path.Combine(checkout.AppHost, "samples", "directory.yaml")),
        ("load-roster", options.Roster ?? Path.Combine(checkout.AppHost, "samples", "roster.yaml")),
        ("load-policy", options.Policy ?? Path.Combine(checkout.AppHost, "samples", "policy.yaml")),
    ];

    public static async Task LoadAsync(ServicePlan routing, Checkout checkout, string command, string file, string logs, string stateFolder, CancellationToken stop)
    {
        var log = Path.Combine(logs, $"{command}.log");
        var child = ChildProcess.Start(routing.Command(checkout, log, stateFolder, command, file));
        try
        {
            var code = await child.Exited.WaitAsync(Bound, stop);
            if (code != 0)
            {
                throw new StartFailedException($"{command} {file} failed with code {code}.", log, "Mend the lines of the file that the log names, then start again.");
            }
        }
        catch (TimeoutException)
        {
            throw new StartFailedException($"{command} {file} did not end within {Bound.TotalSeconds:0} s.", log, "See the log.");
        }
        finally
        {
            await child.StopAsync(TimeSpan.Zero);
        }
    }
}
