namespace Hotline117.Contracts.Events;

/// <summary>Who stood ready in one hour, looked at once in each of its minutes. An hour that no router has seen is not told: nothing is known of it.</summary>
public sealed record CoverCounted : HotlineEvent
{
    /// <summary>More centres are not told in one event, so that it stays a message; the others follow in the hour's next part.</summary>
    public const int MostTold = 1000;

    /// <summary>The hour's beginning; it is told of once the hour is over.</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>From 0. What is told of the whole hour stands in each part.</summary>
    public required int Part { get; init; }

    /// <summary>In so many of the hour's minutes a router has looked: 60, or fewer where none was there.</summary>
    public required int MinutesSeen { get; init; }

    /// <summary>In so many of these somebody in the country could be rung.</summary>
    public required int Covered { get; init; }

    /// <summary>Empty in all parts but the first, and where the policy does not say how near cover must be.</summary>
    public required IReadOnlyList<RegionCover> Regions { get; init; }

    /// <summary>A centre that is not here had nobody on duty in any of these minutes.</summary>
    public required IReadOnlyList<CentreCover> Centres { get; init; }
}

/// <param name="Region">Region id.</param>
/// <param name="Covered">In so many minutes somebody as near as the policy demands could be rung.</param>
public sealed record RegionCover(string Region, int Covered);

/// <param name="OnDuty">In so many minutes at least one line was on duty by the roster.</param>
/// <param name="Ready">In so many of these at least one could be rung, or talked, wrote up or rested: nobody had paused it, and its telephone was reached.</param>
/// <param name="PlacesReady">The sum of the places of the ready lines over the minutes: so many minutes people stood ready.</param>
public sealed record CentreCover(string CentreId, int OnDuty, int Ready, int PlacesReady);
