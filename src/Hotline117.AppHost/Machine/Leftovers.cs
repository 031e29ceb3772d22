namespace Hotline117.AppHost.Machine;

/// <summary>
/// Ends what an earlier run with the same state folder left behind when it was killed. Every process we start carries the folder
/// in its environment, which the kernel keeps for us: unlike a file of process ids it is complete at every moment, and a process
/// id that was given to someone else meanwhile is never mistaken for ours.
/// </summary>
public static class Leftovers
{
    public const string Mark = "HOTLINE117_STATE";

    /// <returns>How many processes were killed.</returns>
    public static async Task<int> EndAsync(string stateFolder, CancellationToken stop)
    {
        var killed = 0;
        for (var round = 0; round < 100; round++)
        {
            var ours = Find(stateFolder).ToList();
            if (ours.Count == 0)
            {
                return killed;
            }

            killed = Math.Max(killed, ours.Count);
            foreach (var pid in ours)
            {
                Posix.Signal(pid, Posix.Kill);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), stop);
        }

        throw new StartFailedException(
            $"Processes of an earlier run in {stateFolder} do not end: {string.Join(", ", Find(stateFolder))}.",
            remedy: "See what holds them (ps, dmesg), or start with another folder: --state DIR.");
    }

    public static IEnumerable<int> Find(string stateFolder)
    {
        var mark = $"{Mark}={stateFolder}";
        return ProcessTree.AllIds().Where(pid => pid != Environment.ProcessId && Carries(pid, mark));
    }

    private static bool Carries(int pid, string mark)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Split('\0').Contains(mark)
                && ProcessTree.ReadStat(pid) is { State: not 'Z' };
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
