namespace Hotline117.RoutingService.Files;

/// <summary>A piece of a YAML or JSON file, with the line it begins on.</summary>
internal abstract record FileNode(int Line)
{
    public sealed record Scalar(int Line, string Text, bool Quoted) : FileNode(Line)
    {
        public bool IsNull => !Quoted && Text is "" or "~" or "null";
    }

    public sealed record List(int Line, IReadOnlyList<FileNode> Items) : FileNode(Line);

    public sealed record Map(int Line, IReadOnlyList<Entry> Entries) : FileNode(Line);

    /// <param name="Line">The key's.</param>
    public sealed record Entry(string Key, int Line, FileNode Value);
}
