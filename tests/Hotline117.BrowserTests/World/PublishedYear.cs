using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService;
using Hotline117.ReportingService.Api;
using Hotline117.ReportingService.Staffing.Forecasting;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Microsoft.AspNetCore.Http;

namespace Hotline117.BrowserTests.World;

/// <summary>
/// Half a year of made-up calls, published as ReportingService publishes them: what is withheld is withheld by it. In January nobody counted; since May a call is
/// answered in time within 30 seconds.
/// </summary>
public static class PublishedYear
{
    public static readonly DateOnly Last = new(2026, 6, 1);

    private static readonly (string Region, int Weight)[] Regions =
        [("bishkek", 34), ("osh", 15), ("jalal-abad", 14), ("chuy", 13), ("osh-city", 8), ("issyk-kul", 6), ("batken", 5), ("unknown", 4), ("naryn", 1), ("talas", 0)];

    private static readonly (string Language, int Weight)[] Languages = [("ky", 62), ("ru", 30), ("uz", 7), ("tg", 1)];
    private static readonly (string Help, int Weight)[] Help = [("psychological", 38), ("legal", 22), ("shelter", 9), ("protection", 8), ("information", 12), ("wrong-number", 6), ("unknown", 5)];
    private static readonly (string Risk, int Weight)[] Risks = [("none", 30), ("low", 30), ("medium", 25), ("high", 12), ("immediate", 3)];
    private static readonly int[] Hours = [8, 5, 3, 2, 1, 1, 4, 10, 22, 36, 42, 40, 34, 30, 33, 34, 31, 30, 32, 38, 40, 34, 24, 14];

    public static ReportListing[] Reports { get; } =
        [.. Enumerable.Range(1, 6).Reverse().Select(month => new ReportListing($"2026-{month:00}", new(2026, month, 1), new DateOnly(2026, month, 1).AddMonths(1), DateTimeOffset.UnixEpoch, 1))];

    public static IReadOnlyDictionary<DateOnly, MonthPublication> Months { get; } =
        new[] { 0, 1900, 2150, 2400, 2080, 2760 }.Select((calls, i) => Publish(new(2026, i + 1, 1), calls)).ToDictionary(month => month.Figures.Month);

    /// <summary>As ReportingService answers soon after June was published: five months have data, enough for two months ahead.</summary>
    public static IResult Forecast(IQueryCollection query)
    {
        var errors = new Dictionary<string, string[]>();
        var asked = new ForecastParameters
        {
            Month = query["month"],
            HandleSeconds = query["handleSeconds"],
            PatienceSeconds = query["patienceSeconds"],
            ThresholdSeconds = query["thresholdSeconds"],
            ServiceLevel = query["serviceLevel"],
            Format = query["format"],
        };
        var (month, service) = asked.Read(query.Keys, Last, new(2026, 7, 5), StatisticsSettings.Default, errors);
        if (errors.Count > 0)
            return Results.ValidationProblem(errors);
        var forecast = Forecaster.Of(month, [.. DemandMonth.ByDefinitionOf(month, Months.Values.Select(each => each.Figures))]);
        return query["format"] != "csv" ? Results.Json(service is null ? forecast : StaffedForecast.Of(forecast, service), ContractJson.Options)
            : forecast.Method is null ? Results.NotFound() : Results.Text($"forecast {month:yyyy-MM} {query["handleSeconds"]}", "text/csv");
    }

    private static MonthPublication Publish(DateOnly month, int calls)
    {
        // The same on every machine.
#pragma warning disable CA5394
        var (random, ways) = (new Random(month.Month), new Random(100 + month.Month));
        CallAttribute[] counted = [.. CallAttribute.All.Where(attribute => attribute.Definition is not { } definition || Versions(month).ContainsKey(definition))];
        List<CallGroup> groups = [.. Enumerable.Range(0, calls).Select(_ => Call(random, ways, month.Month < 5 ? 20 : 30)).Select(call => new CallGroup([.. counted.Select(attribute => call.GetValueOrDefault(attribute.Name))], 1))];
#pragma warning restore CA5394
        var counts = new CellCounts(counted, groups);
        var shown = new Suppression(counted, counts, 5, new HashSet<AttributeValue>()).Shown();
        return new(new DateTimeOffset(month.AddMonths(1).AddDays(3), TimeOnly.MinValue, TimeSpan.FromHours(6)), new(
            month, calls > 0, month.Month < 5 ? 20 : 30, 5, Versions(month),
            shown.ToDictionary(cell => cell.Key.ToString(), cell => cell.Value),
            new Dictionary<string, IReadOnlyDictionary<string, double?>> { [""] = new Dictionary<string, double?> { ["handleSecondsMean"] = 845 } }));
    }

    // In February it was not counted yet how long callers waited.
    private static Dictionary<string, int> Versions(DateOnly month) =>
        FigureDefinitions.Written.Concat(month.Month < 3 ? [] : FigureDefinitions.WrittenBreakdowns).ToDictionary(definition => definition.Id, definition => definition.Version);

    private static Dictionary<string, string?> Call(Random random, Random ways, int answeredWithin)
    {
        var hour = Pick(random, [.. Hours.Select((weight, i) => ($"{i:00}", weight))]);
        var outcome = Pick(random, [("answered", 880), ("abandoned", 95), ("overflowed", 18), ("indeterminate", 7)]);
        var answered = outcome == "answered";
        var region = Pick(random, Regions);
        var values = new Dictionary<string, string?>
        {
            ["region"] = region,
            [TravelBand.Attribute] = WayFrom(region, ways),
            ["hourOfDay"] = hour,
            ["weekday"] = Pick(random, [("1", 18), ("2", 17), ("3", 16), ("4", 15), ("5", 14), ("6", 9), ("7", 11)]),
            ["language"] = Pick(random, Languages),
            ["help"] = answered ? Pick(random, Help) : "unknown",
            ["risk"] = answered ? Pick(random, Risks) : "unknown",
            ["referral"] = answered ? Pick(random, [("none", 60), ("crisis-centre", 25), ("police", 15)]) : "unknown",
            ["outcome"] = outcome,
            ["abandonedAfter"] = outcome == "abandoned" ? Pick(random, [("short", 35), ("long", 65)]) : null,
            ["callback"] = "none",
            ["offeredInVain"] = Pick(random, [("no", 80), ("yes", 20)]),
        };
        if (answered)
        {
            values["centre"] = Pick(random, [("sezim", 50), ("ak-bata", 30), ("tendesh", 20)]);
            values["proximity"] = Pick(random, [("in", 60), ("out", 30), ("unknown", 10)]);
            values["answeredBy"] = "router";
            var band = Pick(random, [("upTo5", 30), ("upTo10", 34), ("upTo20", 18), ("upTo30", 6), ("upTo60", 6), ("upTo120", 4), ("over120", 2)]);
            var inTime = WaitBand.All.Single(each => each.Name == band).UpToSeconds <= answeredWithin;
            values["promptness"] = inTime ? "inTime" : "later";
            values[inTime ? WaitBand.InTime : WaitBand.Later] = band;
            values["languageMet"] = "met";
            values["transfer"] = "no";
        }

        return values;
    }

    private static string WayFrom(string region, Random random) => region switch
    {
        "unknown" => TravelBand.Unknown,
        "bishkek" or "osh-city" => "upTo30",
        "naryn" or "batken" => Pick(random, [("upTo60", 30), ("upTo240", 60), ("over240", 10)]),
        _ => Pick(random, [("upTo30", 40), ("upTo60", 30), ("upTo120", 30)]),
    };

    private static string Pick(Random random, IReadOnlyList<(string Value, int Weight)> choices)
    {
#pragma warning disable CA5394
        var at = random.Next(choices.Sum(choice => choice.Weight));
#pragma warning restore CA5394
        foreach (var (value, weight) in choices)
        {
            if ((at -= weight) < 0)
                return value;
        }

        throw new InvalidOperationException("The weights do not add up.");
    }
}
