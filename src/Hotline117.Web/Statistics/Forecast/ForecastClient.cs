using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics.Forecast;

/// <summary>What came of asking: a forecast with the query that it answers, or the resource keys of what is wrong.</summary>
/// <param name="IsUsualHandling">The time for one call was not asked for: it is the mean of the last published month.</param>
public sealed record ForecastAnswer(ForecastQuery Query, DemandForecast? Forecast, bool IsUsualHandling, IReadOnlyList<string> Faults)
{
    public int Status => Forecast is not null ? StatusCodes.Status200OK : Faults is [ForecastClient.Unreachable] ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest;
}

/// <summary>Asks ReportingService for a forecast.</summary>
public sealed class ForecastClient(HttpClient http, ILogger<ForecastClient> logger)
{
    internal const string Unreachable = "Statistics.Fault.Unreachable";

    private sealed record Refusal(IReadOnlyDictionary<string, string[]>? Errors);

    public Task<ForecastAnswer> AnswerAsync(ForecastQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return AskAsync(async () =>
        {
            var (forecast, faults) = await ReadAsync(query, cancellation);
            if (forecast?.Method is null || query.HasHandleSeconds || await HandledAsync(forecast.MadeFrom[^1], cancellation) is not { } handled)
                return new(query, forecast, false, faults);
            var usual = query.WithHandleSeconds(handled);
            (forecast, faults) = await ReadAsync(usual, cancellation);
            return new(usual, forecast, true, faults);
        }, fault => new ForecastAnswer(query, null, false, [fault]), cancellation);
    }

    /// <returns>The file's bytes; none where there is no forecast.</returns>
    public Task<(byte[]? File, int Status)> FileAsync(ForecastQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return AskAsync(async () =>
        {
            using var response = await http.GetAsync(Address(query with { Fields = [.. query.Fields, new("format", "csv", false, "")] }), cancellation);
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
                return (null, (int)response.StatusCode);
            return (await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation), StatusCodes.Status200OK);
        }, _ => ((byte[]?)null, StatusCodes.Status503ServiceUnavailable), cancellation);
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, Func<string, T> lost, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("The forecast can't be had (for 401 or 403 check Reporting:ApiKey): {Fault}", fault.Message);
            return lost(Unreachable);
        }
    }

    private async Task<(DemandForecast? Forecast, IReadOnlyList<string> Faults)> ReadAsync(ForecastQuery query, CancellationToken cancellation)
    {
        using var response = await http.GetAsync(Address(query), cancellation);
        if (response.StatusCode is HttpStatusCode.BadRequest)
        {
            var refusal = await response.Content.ReadFromJsonAsync<Refusal>(ContractJson.Options, cancellation);
            return (null, [.. query.Fields.Where(field => refusal?.Errors?.ContainsKey(field.Name) is true).Select(field => $"Staffing.Fault.{field.Name}")]);
        }

        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<DemandForecast>(ContractJson.Options, cancellation) ?? throw new JsonException("The answer is null."), []);
    }

    /// <summary>The mean time that a call kept a counsellor in a month that is published.</summary>
    private async Task<double?> HandledAsync(DateOnly month, CancellationToken cancellation)
    {
        var name = StatisticsQuery.Text(month);
        var figures = await http.GetFromJsonAsync<FigureTable>(new Uri($"api/v1/statistics/figures?from={name}&to={name}", UriKind.Relative), ContractJson.Options, cancellation);
        return figures?.Rows is [var all] ? all.Figures.GetValueOrDefault("handleSecondsMean") : null;
    }

    private static Uri Address(ForecastQuery query) => new($"api/v1/statistics/forecast{query.Asked}", UriKind.Relative);
}
