using System.Globalization;
using System.Text.Json;

namespace Hotline117.Contracts.Statistics;

/// <summary>What a figure means: written once, in <c>figure-definitions.json</c>, served by the API and printed where the figure is shown.</summary>
/// <param name="Id">It names the figure in JSON and in the columns of files.</param>
/// <param name="Formula"><c>{answeredWithin}</c> and <c>{shortAbandon}</c> stand for the seconds that are set.</param>
/// <param name="Unit"><c>calls</c>, <c>seconds</c>, <c>hours</c> or <c>share</c> (0 to 1).</param>
/// <param name="Version">Another one wherever the same calls would give another number: the series breaks there.</param>
/// <param name="Since">The first day on which this version holds.</param>
public sealed record FigureDefinition(string Id, LocalizedText Name, LocalizedText Formula, string Unit, int Version, DateOnly Since);

/// <param name="AnsweredWithinSeconds">The threshold of the service level.</param>
/// <param name="ShortAbandonSeconds">Who hangs up sooner has hardly asked.</param>
/// <param name="SmallestCell">No cell that is published has fewer calls.</param>
/// <param name="SettleDays">A month is published so many days after its end.</param>
public sealed record FigureDefinitions(
    int AnsweredWithinSeconds, int ShortAbandonSeconds, int SmallestCell, int SettleDays, IReadOnlyList<FigureDefinition> Figures)
{
    /// <summary>With the places for seconds still to be filled.</summary>
    public static IReadOnlyList<FigureDefinition> Written { get; } = Load("figure-definitions.json");

    public static IReadOnlyList<FigureDefinition> WrittenBreakdowns { get; } = Load("breakdown-definitions.json");

    /// <summary>Of what is expected, not counted: its errors and methods too. See <see cref="DemandForecast"/>.</summary>
    public static IReadOnlyList<FigureDefinition> WrittenForecasts { get; } = Load("forecast-definitions.json");

    /// <summary>What calls are counted by where that needs a definition of its own.</summary>
    public IReadOnlyList<FigureDefinition> Breakdowns { get; init; } = WrittenBreakdowns;

    public static FigureDefinitions With(int answeredWithinSeconds, int shortAbandonSeconds, int smallestCell, int settleDays)
    {
        string? Filled(string? formula) => formula?
            .Replace("{answeredWithin}", answeredWithinSeconds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{shortAbandon}", shortAbandonSeconds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        return new(answeredWithinSeconds, shortAbandonSeconds, smallestCell, settleDays,
            [.. Written.Select(figure => figure with { Formula = new(Filled(figure.Formula.Ky), Filled(figure.Formula.Ru), Filled(figure.Formula.En)!) })]);
    }

    /// <summary>By figure, and by breakdown; those that are defined only since later are not in it.</summary>
    public static IReadOnlyDictionary<string, int> VersionsOf(DateOnly month) =>
        Written.Concat(WrittenBreakdowns).Where(each => each.Since <= month).ToDictionary(each => each.Id, each => each.Version);

    private static FigureDefinition[] Load(string name)
    {
        using var file = typeof(FigureDefinitions).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not built into the assembly.");
        return JsonSerializer.Deserialize<FigureDefinition[]>(file, ContractJson.Options)!;
    }
}
