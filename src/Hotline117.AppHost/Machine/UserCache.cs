namespace Hotline117.AppHost.Machine;

/// <summary>What all checkouts of one user share.</summary>
public static class UserCache
{
    public static string Folder { get; } = Create();

    private static string Create()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var folder = Path.Combine(
            string.IsNullOrEmpty(cache) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache") : cache,
            "hotline117");
        Directory.CreateDirectory(folder);
        return folder;
    }
}
