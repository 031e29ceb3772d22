namespace Hotline117.Routing;

/// <summary>Finds the word that a misspelt one was probably meant to be.</summary>
public static class Suggestion
{
    private const int LongestWord = 64;

    /// <returns>"write 'chuy'" where a known word is near, else <paramref name="otherwise"/>.</returns>
    public static string Or(string otherwise, string misspelt, IEnumerable<string> known) => Or(otherwise, Near(misspelt, known));

    public static string Or(string otherwise, string? near) => near is null ? otherwise : $"write '{near}'";

    /// <returns>Null where no known word is near.</returns>
    public static string? Near(string misspelt, IEnumerable<string> known)
    {
        var nearest = known.MinBy(word => Edits(misspelt, word));
        return nearest is not null && Edits(misspelt, nearest) <= 1 + misspelt.Length / 4 ? nearest : null;
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int Edits(string from, string to)
    {
        if (from.Length > LongestWord || to.Length > LongestWord)
            return int.MaxValue;
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
