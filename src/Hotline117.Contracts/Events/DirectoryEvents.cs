namespace Hotline117.Contracts.Events;

public sealed record RosterChanged : HotlineEvent
{
    /// <summary>The first 12 hexadecimal digits of the content's SHA-256.</summary>
    public required string Version { get; init; }
    public required int Shifts { get; init; }
}

public sealed record CentreChanged : HotlineEvent
{
    /// <summary>More are not told, so that the event stays a message.</summary>
    public const int MostTold = 1000;

    /// <summary>Likewise of their lines.</summary>
    public const int MostLinesTold = 5000;

    /// <summary>The first 12 hexadecimal digits of the content's SHA-256.</summary>
    public required string Version { get; init; }
    public required int Centres { get; init; }
    public required int Lines { get; init; }
    /// <summary>What statistics must know of all centres; null where there are more than <see cref="MostTold"/>, or <see cref="MostLinesTold"/> lines.</summary>
    public IReadOnlyList<CentreSummary>? Directory { get; init; }
}

/// <param name="Region">Region id.</param>
/// <param name="SharesStatistics">It has agreed that its own figures may be shown.</param>
/// <param name="IsSecret">Nothing that is published may tell where it is. So too where an earlier router has not said.</param>
public sealed record CentreSummary(string CentreId, string Region, bool SharesStatistics, IReadOnlyList<LineSummary> Lines, bool IsSecret = true);

public sealed record LineSummary(string LineId, IReadOnlyList<string> Languages);
