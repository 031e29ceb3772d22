using System.Globalization;
using Hotline117.Routing;

namespace Hotline117.RoutingService.Inbound;

/// <summary>Reads the language of the caller's telephone from <c>Accept-Language</c> (RFC 3261, 20.3; tags after BCP 47). A hint: nobody chose it for this call.</summary>
public static class CallerLanguage
{
    private const int MaxLength = 500;
    private const int MaxTags = 16;

    /// <param name="header"><c>uz-Latn-KG, ru;q=0.8, *;q=0.1</c>; or null, or anything else.</param>
    /// <returns>The best-liked of <see cref="Languages.Known"/>, or null.</returns>
    public static string? HintIn(string? header)
    {
        if (header is null or { Length: > MaxLength })
            return null;
        return header.Split(',', MaxTags + 1).Take(MaxTags)
            .Select(range => range.Split(';', StringSplitOptions.TrimEntries))
            .Select(parts => (Language: parts[0].Split('-')[0].ToLowerInvariant(), Liking: Liking(parts)))
            .Where(each => each.Liking > 0 && Languages.Known.Contains(each.Language))
            .OrderByDescending(each => each.Liking)
            .Select(each => each.Language)
            .FirstOrDefault();
    }

    /// <summary>0 to 1; 0, which means "not this one", also for what is no number.</summary>
    private static double Liking(string[] parts)
    {
        if (parts.Skip(1).FirstOrDefault(part => part.StartsWith("q=", StringComparison.OrdinalIgnoreCase)) is not { } q)
            return 1;
        return double.TryParse(q.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var liking) && liking <= 1 ? liking : 0;
    }
}
