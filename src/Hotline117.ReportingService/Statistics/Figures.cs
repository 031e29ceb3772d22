namespace Hotline117.ReportingService.Statistics;

/// <summary>A number of calls: those that have one of these values.</summary>
/// <param name="Attribute">Null for all calls.</param>
public sealed record CountFigure(string Id, string? Attribute, params string[] Values);

/// <summary>Something measured in seconds, of the answered calls.</summary>
/// <param name="Sql">An aggregate over the columns of <see cref="CallColumns"/>, in milliseconds.</param>
/// <param name="LeastAnswered">In what is published, so that at least five calls lie beyond it.</param>
public sealed record TimeFigure(string Id, string Sql, int LeastAnswered);

/// <summary>How each figure of <see cref="Contracts.Statistics.FigureDefinitions"/> is computed, for every view.</summary>
public static class Figures
{
    public const string Received = "received";
    public const string Answered = "answered";
    public const string InProgress = "inProgress";
    public const string ServiceLevel = "serviceLevel";
    private const string InTime = "answeredInTime";
    private const string AbandonedShort = "abandonedShort";

    public static IReadOnlyList<CountFigure> Counts { get; } =
    [
        new(Received, null),
        new(Answered, "outcome", "answered"),
        new("abandoned", "outcome", "abandoned"),
        new(AbandonedShort, "abandonedAfter", "short"),
        new("abandonedLong", "abandonedAfter", "long"),
        new("overflowed", "outcome", "overflowed"),
        new("indeterminate", "outcome", "indeterminate"),
        new(InProgress, "outcome", "inProgress"),
        new("answeredInRegion", "proximity", "in"),
        new("answeredOutOfRegion", "proximity", "out"),
        new("answeredByFallback", "answeredBy", "switch"),
        new(InTime, "promptness", "inTime"),
        new("offeredInVain", "offeredInVain", "yes"),
        new("transferred", "transfer", "yes"),
        new("callbacksAsked", "callback", "asked", "reached"),
        new("callbacksReached", "callback", "reached"),
        new("languageUnmet", "languageMet", "unmet"),
    ];

    public static IReadOnlyList<TimeFigure> Times { get; } =
    [
        new("answerSecondsMean", "avg(waited)", 5),
        new("answerSecondsP90", "percentile_disc(0.9) WITHIN GROUP (ORDER BY waited)", 50),
        new("answerSecondsP99", "percentile_disc(0.99) WITHIN GROUP (ORDER BY waited)", 500),
        new("answerSecondsSlowestTenth",
            "(SELECT avg(slow) FROM unnest((array_agg(waited ORDER BY waited DESC) FILTER (WHERE waited IS NOT NULL))[1:ceil(count(waited) / 10.0)::integer]) AS slow)", 50),
        new("talkSecondsMean", "avg(talked)", 5),
        new("handleSecondsMean", "avg(talked + writing_up)", 5),
    ];

    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Contracts.Statistics.FigureDefinitions.Written.Select(figure => figure.Id)];

    /// <summary>What the service level follows from.</summary>
    public static IReadOnlyList<string> OfServiceLevel { get; } = [Received, AbandonedShort, InTime];

    /// <summary>Adds what follows from the counts.</summary>
    public static void AddShares(IDictionary<string, double?> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var asked = figures[Received] - figures[AbandonedShort];
        figures[ServiceLevel] = asked > 0 && figures[InTime] is { } inTime ? Math.Round(inTime / asked.Value, 4) : null;
    }
}
