using System.Text.RegularExpressions;

namespace Hotline117.Routing;

/// <summary>Ids are safe to be part of a dialplan extension, a Redis key, a path and a metric's label.</summary>
public static partial class Slug
{
    public const string Remedy = "use at most 64 of a–z, 0–9 and '-', beginning with a letter or digit";

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}\\z")]
    private static partial Regex Pattern();

    public static bool IsValid(string text) => Pattern().IsMatch(text);
}
