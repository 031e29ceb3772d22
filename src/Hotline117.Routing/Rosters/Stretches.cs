namespace Hotline117.Routing.Rosters;

/// <summary>A stretch on the clock of Asia/Bishkek; <paramref name="To"/> is no longer part of it.</summary>
public readonly record struct Stretch(DateTime From, DateTime To);

/// <summary>Arithmetic on stretches of time, exact to the tick.</summary>
internal static class Stretches
{
    /// <returns>In order, apart from one another.</returns>
    public static List<Stretch> Union(IEnumerable<Stretch> stretches)
    {
        var union = new List<Stretch>();
        foreach (var next in stretches.Where(stretch => stretch.From < stretch.To).OrderBy(stretch => stretch.From))
        {
            if (union.Count > 0 && next.From <= union[^1].To)
                union[^1] = union[^1] with { To = Later(union[^1].To, next.To) };
            else
                union.Add(next);
        }
        return union;
    }

    /// <param name="union">In order, apart from one another.</param>
    public static IEnumerable<Stretch> Missing(List<Stretch> union, Stretch within)
    {
        var from = within.From;
        foreach (var stretch in union)
        {
            if (from < Earlier(stretch.From, within.To))
                yield return new(from, Earlier(stretch.From, within.To));
            from = Later(from, stretch.To);
        }
        if (from < within.To)
            yield return new(from, within.To);
    }

    public static Stretch Common(Stretch a, Stretch b) => new(Later(a.From, b.From), Earlier(a.To, b.To));

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
