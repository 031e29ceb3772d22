using System.Text.Json;

namespace Hotline117.RoutingService.State;

/// <summary>What changed between two lists, by ids alone.</summary>
internal static class AuditChanges
{
    /// <summary>More than people would read; how many there are besides is said.</summary>
    private const int Most = 100;

    /// <param name="kind">Stands before each id.</param>
    /// <param name="besides">What is to be compared, too, and stands in no JSON.</param>
    public static IReadOnlyList<string> Between<T>(
        IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> idOf, string kind, Func<T, string>? besides = null)
    {
        var (old, now) = (ById(before), ById(after));
        List<string> all =
        [
            .. now.Keys.Where(id => !old.ContainsKey(id)).Select(id => $"+{kind}{id}"),
            .. old.Keys.Where(id => !now.ContainsKey(id)).Select(id => $"-{kind}{id}"),
            .. now.Where(pair => old.TryGetValue(pair.Key, out var earlier) && earlier != pair.Value).Select(pair => $"~{kind}{pair.Key}"),
        ];
        return all.Count <= Most ? all : [.. all.Take(Most), $"and {all.Count - Most} more"];

        // Compared by content: the members of records are lists, which compare by reference.
        Dictionary<string, string> ById(IReadOnlyList<T> all) =>
            all.DistinctBy(idOf).ToDictionary(idOf, thing => JsonSerializer.Serialize(thing) + besides?.Invoke(thing));
    }
}
