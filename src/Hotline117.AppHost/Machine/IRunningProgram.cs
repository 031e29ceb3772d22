namespace Hotline117.AppHost.Machine;

/// <summary>Something that runs, with all that it started itself: a process, a namespace or a container.</summary>
public interface IRunningProgram
{
    /// <summary>Completes with the exit code; a signal's is 128 + its number.</summary>
    Task<int> Exited { get; }

    /// <summary>The process id of the server itself as this machine sees it; null until it runs.</summary>
    int? ServerId { get; }

    /// <summary>Asks it to end, and ends it with everything it started when it has not within <paramref name="grace"/>.</summary>
    Task StopAsync(TimeSpan grace);
}
