using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Dispatch.Country;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>What came of asking: charts, or when there will be some, or the resource key of what is wrong.</summary>
public sealed record ChartAnswer(ChartSet? Charts, FirstPublication? First, string? Fault);

/// <summary>Asks ReportingService for published figures and makes charts of them.</summary>
public sealed class ChartClient(HttpClient http, TimeProvider time, ILogger<ChartClient> logger)
{
    public const int UsualMonths = 12;

    internal const string Unreachable = "Statistics.Fault.Unreachable";

    private const string Statistics = "api/v1/statistics";

    /// <param name="apart">Hour and weekday each by itself, as where the calls are filtered, and the languages beside them.</param>
    public async Task<ChartAnswer> AskAsync(ChartQuery query, CancellationToken cancellation, bool apart = false)
    {
        ArgumentNullException.ThrowIfNull(query);
        try
        {
            var definitions = await GetAsync<FigureDefinitions>("definitions", cancellation);
            var asked = await WithMonthsAsync(query, cancellation);
            if (asked?.First?.AddMonths(ChartQuery.MostMonths) <= asked?.Last)
                return new(null, null, ChartQuery.TooLong);
            if (asked is not null && await ChartsAsync(asked, definitions, apart, cancellation) is { } charts)
                return new(charts, null, null);
            return new(null, FirstPublication.After(BishkekTime.DateOf(time.GetUtcNow()), definitions.SettleDays), null);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.BadRequest)
        {
            return new(null, null, "Statistics.Fault.NotPublished");
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("The charts can't be had (for 401 or 403 check Reporting:ApiKey): {Fault}", fault.Message);
            return new(null, null, Unreachable);
        }
    }

    /// <summary>What is not said is chosen among what is published already: asking for a month publishes it, and nobody who only looks may do that.</summary>
    /// <returns>Null where nothing is published.</returns>
    private async Task<ChartQuery?> WithMonthsAsync(ChartQuery query, CancellationToken cancellation)
    {
        if (query is { First: not null, Last: not null })
            return query;
        var reports = await GetAsync<IReadOnlyList<ReportListing>>("reports", cancellation);
        return UsualPeriod(query, [.. reports.Where(report => report.To == report.From.AddMonths(1)).Select(report => report.From)]);
    }

    /// <summary>Up to the last published month, at most a year, without a gap.</summary>
    public static ChartQuery? UsualPeriod(ChartQuery query, IReadOnlyCollection<DateOnly> published)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (published.Count == 0)
            return null;
        var last = query.Last ?? published.Max();
        var first = last;
        while (first.AddMonths(UsualMonths - 1) > last && published.Contains(first.AddMonths(-1)))
            first = first.AddMonths(-1);
        return query with { First = query.First ?? first, Last = last };
    }

    /// <returns>Null where nobody counted in any of the months.</returns>
    private async Task<ChartSet?> ChartsAsync(ChartQuery query, FigureDefinitions definitions, bool apart, CancellationToken cancellation)
    {
        var byMonth = await GetAsync<FigureTable>($"figures?{query.Asked("")}", cancellation);
        if (!byMonth.Months.Any(month => month.HasData))
            return null;
        var all = await SumsAsync(query, "", cancellation);
        var ofRegion = query.Only?.Attribute == ChartFilter.Region;
        var regions = await GetAsync<FigureTable>($"figures?{query.Asked("region", filtered: !ofRegion, addedUp: true)}", cancellation);
        var ofRegions = ofRegion ? await GetAsync<FigureTable>($"figures?{query.Asked("", filtered: false, addedUp: true)}", cancellation) : all;
        var heat = query.Only is null && !apart ? HeatMap.Of(await SumsAsync(query, "hourOfDay,weekday", cancellation)) : null;
        var hours = heat is not null ? null : Bars.Of(await SumsAsync(query, "hourOfDay", cancellation), HeatMap.Hours);
        var weekdays = heat is not null ? null : Bars.Of(await SumsAsync(query, "weekday", cancellation), HeatMap.Weekdays);
        var languages = apart ? Bars.Of(await SumsAsync(query, "language", cancellation), ChartFilter.Languages) : null;
        var waits = Waits.Of(await GetAsync<FigureTable>($"figures?{query.Asked(WaitBand.InTime)}", cancellation), await GetAsync<FigureTable>($"figures?{query.Asked(WaitBand.Later)}", cancellation));
        var travel = query.Only is null ? Travel.Of(await SumsAsync(query, TravelBand.Attribute, cancellation)) : null;
        var handled = ChartValue.Of(byMonth.Months[^1], byMonth.Rows.FirstOrDefault(row => row.Month == byMonth.Months[^1].Month), "handleSecondsMean");
        return new(query, definitions, byMonth.Months, Trend.Of(byMonth), Funnel.Of(all), RegionShares.Of(regions, ofRegions, CountryMap.Kyrgyzstan), heat, waits, travel, hours, weekdays, languages, handled);
    }

    private Task<FigureTable> SumsAsync(ChartQuery query, string by, CancellationToken cancellation) => GetAsync<FigureTable>($"figures?{query.Asked(by, addedUp: true)}", cancellation);

    private async Task<T> GetAsync<T>(string address, CancellationToken cancellation) =>
        await http.GetFromJsonAsync<T>(new Uri($"{Statistics}/{address}", UriKind.Relative), ContractJson.Options, cancellation) ?? throw new JsonException("The answer is null.");
}
