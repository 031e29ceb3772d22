namespace Hotline117.AppHost;

/// <summary>The stack can't start. Says what failed, where its log is and how to mend it.</summary>
#pragma warning disable CA1032 // A failure without words for people is of no use here.
public sealed class StartFailedException(string message, string? log = null, string? remedy = null, Exception? cause = null)
    : Exception(message, cause)
#pragma warning restore CA1032
{
    private const int LinesShown = 12;

    public string? Log { get; } = log;
    public string? Remedy { get; } = remedy;

    /// <summary>For people: the message, the end of the log, the remedy.</summary>
    public IEnumerable<string> Lines()
    {
        yield return Message;
        if (Log is not null)
        {
            yield return $"  Log: {Log}";
            foreach (var line in LastLines(Log))
            {
                yield return $"    | {line}";
            }
        }

        if (Remedy is not null)
        {
            yield return $"  To mend it: {Remedy}";
        }
    }

    private static string[] LastLines(string log) =>
        File.Exists(log) ? [.. File.ReadLines(log).Where(line => line.Length > 0).TakeLast(LinesShown)] : [];
}
