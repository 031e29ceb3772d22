namespace Hotline117.AppHost.Machine;

/// <summary>
/// <c>dotnet run</c> passes Ctrl-C and SIGTERM on to us, but can't when it is killed itself: who kills it means us too.
/// </summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <param name="died">Not called where we were started in another way: outliving a shell is what nohup is for.</param>
    public static async Task RunAsync(Action died, CancellationToken stop)
    {
        var parent = Posix.ParentId;
        if (!IsDotnetRun(parent))
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval);
        while (Posix.ParentId == parent)
        {
            if (!await timer.WaitForNextTickAsync(stop).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully, TaskScheduler.Default))
            {
                return;
            }
        }

        died();
    }

    private static bool IsDotnetRun(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0') is [var program, .. var arguments]
                && Path.GetFileName(program) == "dotnet" && arguments.Contains("run");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
