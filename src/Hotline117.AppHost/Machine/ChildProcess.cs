using System.Diagnostics;

namespace Hotline117.AppHost.Machine;

/// <summary>
/// A program that we start: in a session of its own, so that Ctrl-C on the terminal reaches us alone and we end things in order;
/// with its output straight in a file, so that it neither waits for us nor dies with us half-way.
/// </summary>
public sealed class ChildProcess : IRunningProgram
{
    private const string Launch = """log=$1; shift; exec "$@" </dev/null >"$log" 2>&1""";
    private readonly Process process;

    private ChildProcess(Process process)
    {
        this.process = process;
        Exited = AwaitExitAsync();
    }

    public int Id => process.Id;

    public Task<int> Exited { get; }

    public int? ServerId => Id;

    public static ChildProcess Start(LaunchCommand launch)
    {
        ArgumentNullException.ThrowIfNull(launch);
        Directory.CreateDirectory(Path.GetDirectoryName(launch.Log)!);
        // Not redirected by .NET: a pipe through us would stall the child when we are stopped and break it when we are killed.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Launch, "sh", launch.Log, .. launch.Command])
        {
            WorkingDirectory = launch.Folder ?? "/",
        };
        if (launch.OwnEnvironmentOnly)
        {
            start.Environment.Clear();
        }

        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[Leftovers.Mark] = launch.StateFolder;
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Waits for its end; kills it when asked to stop.</summary>
    public async Task<int> CompleteAsync(CancellationToken stop)
    {
        await using var cancelled = stop.Register(() => Posix.Signal(Id, Posix.Kill));
        var code = await Exited;
        stop.ThrowIfCancellationRequested();
        return code;
    }

    public Task StopAsync(TimeSpan grace) => StopAsync(Posix.Terminate, grace, null);

    /// <summary>Asks it to end by <paramref name="signal"/>, and kills it when it has not within <paramref name="grace"/>.</summary>
    /// <param name="signalled">The process that takes the signal, where it is a descendant.</param>
    public async Task StopAsync(int signal, TimeSpan grace, int? signalled)
    {
        if (!Exited.IsCompleted)
        {
            Posix.Signal(signalled ?? Id, signal);
            await Task.WhenAny(Exited, Task.Delay(grace));
        }

        if (!Exited.IsCompleted)
        {
            Posix.Signal(Id, Posix.Kill);
        }

        await Exited;
    }

    private async Task<int> AwaitExitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}

/// <param name="Log">Its output; emptied at the start.</param>
/// <param name="StateFolder">Whose it is: see <see cref="Leftovers"/>.</param>
public sealed record LaunchCommand(IReadOnlyList<string> Command, string Log, string StateFolder)
{
    public string? Folder { get; init; }
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Nothing of our own environment is passed on.</summary>
    public bool OwnEnvironmentOnly { get; init; }
}
