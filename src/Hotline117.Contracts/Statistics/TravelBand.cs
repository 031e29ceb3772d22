namespace Hotline117.Contracts.Statistics;

/// <summary>A band of how far callers are from help by road.</summary>
/// <param name="Name">In the API: <c>upTo30</c>.</param>
/// <param name="UpToMinutes">Itself in it; null for the longest ways.</param>
public sealed record TravelBand(string Name, int? UpToMinutes)
{
    /// <summary>Of the attribute, and of its definition.</summary>
    public const string Attribute = "travelTime";

    /// <summary>No open road leads from her region to a centre.</summary>
    public const string NoRoad = "noRoad";

    /// <summary>Her region is not known, or no router decided.</summary>
    public const string Unknown = "unknown";

    /// <summary>The shortest first.</summary>
    public static IReadOnlyList<TravelBand> All { get; } = [new("upTo30", 30), new("upTo60", 60), new("upTo120", 120), new("upTo240", 240), new("over240", null)];

    /// <summary>All that there can be of a call.</summary>
    public static IReadOnlyList<string> Values { get; } = [.. All.Select(band => band.Name), NoRoad, Unknown];

    public static string Of(int minutes) => All.First(band => band.UpToMinutes is null || minutes <= band.UpToMinutes).Name;
}
