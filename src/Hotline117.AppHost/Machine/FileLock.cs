namespace Hotline117.AppHost.Machine;

/// <summary>A lock between processes: an open file that nobody else may open (flock(2)); it ends with its holder, however that ends.</summary>
public static class FileLock
{
    /// <summary>Null where somebody holds it.</summary>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public static async Task<FileStream> TakeAsync(string path, Action waiting, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        for (var first = true; ; first = false)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            if (first)
            {
                waiting();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
        }
    }
}
