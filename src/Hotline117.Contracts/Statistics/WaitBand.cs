namespace Hotline117.Contracts.Statistics;

/// <summary>A band of how long answered callers waited.</summary>
/// <param name="Name">In the API: <c>upTo5</c>.</param>
/// <param name="OverSeconds">Itself not in it, but for 0.</param>
/// <param name="UpToSeconds">Itself in it; null for the longest waits.</param>
public sealed record WaitBand(string Name, int OverSeconds, int? UpToSeconds)
{
    /// <summary>Of the breakdown's definition.</summary>
    public const string Definition = "waited";

    /// <summary>Those who were answered in time, and the others: a band that the threshold cuts is in both.</summary>
    public const string InTime = "waitedInTime";
    public const string Later = "waitedLater";

    /// <summary>The shortest first.</summary>
    public static IReadOnlyList<WaitBand> All { get; } = [.. Bands(5, 10, 20, 30, 60, 120)];

    private static IEnumerable<WaitBand> Bands(params int[] ends)
    {
        var over = 0;
        foreach (var end in ends)
        {
            yield return new($"upTo{end}", over, end);
            over = end;
        }

        yield return new($"over{over}", over, null);
    }
}
