namespace Hotline117.AppHost.Settings;

/// <summary>A file that only its owner reads, and that is there complete or not at all.</summary>
internal static class PrivateFile
{
    public static void Write(string path, string text)
    {
        var making = $"{path}.new";
        File.Delete(making);
        using (var stream = new FileStream(making, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
        }

        File.Move(making, path, overwrite: true);
    }
}
