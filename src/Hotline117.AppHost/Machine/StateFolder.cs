using Hotline117.AppHost.Progress;

namespace Hotline117.AppHost.Machine;

/// <summary>The folder that holds all that one run keeps: ours alone while this is open, and free of what a killed run left.</summary>
internal sealed class StateFolder : IDisposable
{
    private static readonly TimeSpan PatienceForFormerRun = TimeSpan.FromSeconds(10);
    private readonly FileStream held;

    private StateFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }
    public string Logs => System.IO.Path.Combine(Path, "logs");
    public string SecretsFile => System.IO.Path.Combine(Path, "secrets.json");

    /// <summary>There only while all is ready.</summary>
    public string EndpointsFile => System.IO.Path.Combine(Path, "endpoints.json");

    public static async Task<StateFolder> TakeAsync(string path, Steps steps, CancellationToken stop)
    {
        Directory.CreateDirectory(path);
        // Servers with users of their own pass through it; nobody else lists it.
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var folder = new StateFolder(path, await HoldAsync(path, steps, stop));
        try
        {
            Directory.CreateDirectory(folder.Logs);
            File.Delete(folder.EndpointsFile);
            if (await Leftovers.EndAsync(path, stop) is > 0 and var killed)
            {
                steps.Say($"Ended {killed} processes that an earlier run left behind when it was killed.");
            }

            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        File.Delete(EndpointsFile);
        held.Dispose();
    }

    private static async Task<FileStream> HoldAsync(string path, Steps steps, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(PatienceForFormerRun);
        try
        {
            return await FileLock.TakeAsync(System.IO.Path.Combine(path, "lock"),
                () => steps.Say($"Another run uses {path}; waiting {PatienceForFormerRun.TotalSeconds:0} s in case it is just ending."), patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new StartFailedException($"Another run uses {path}.", remedy: "End it with Ctrl-C, or start with another folder: --state DIR");
        }
    }
}
