using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics;

/// <param name="Groups">The figures as grouped.</param>
/// <param name="All">Of all calls together.</param>
public sealed record ShownFigures(FigureTable Groups, FigureTable All, FigureDefinitions Definitions);

/// <summary>Asks ReportingService for what is published.</summary>
public sealed class StatisticsClient(HttpClient http, ILogger<StatisticsClient> logger)
{
    /// <summary>Some of the months that are asked for are not published.</summary>
    public const string NotPublished = "Statistics.Fault.NotPublished";

    private const string Figures = "api/v1/statistics/figures";

    /// <returns>The figures, or null with the resource key of what is wrong; the log says more.</returns>
    public async Task<(ShownFigures? Figures, string? Fault)> FiguresAsync(StatisticsQuery query, CancellationToken cancellation)
    {
        try
        {
            var groups = await GetAsync<FigureTable>($"{Figures}?{query.Asked()}", cancellation);
            var all = await GetAsync<FigureTable>($"{Figures}?{query.Asked(grouped: false)}", cancellation);
            var definitions = await GetAsync<FigureDefinitions>("api/v1/statistics/definitions", cancellation);
            return (query.IsExact ? new(AsOne(query, groups, definitions), AsOne(query, all, definitions), definitions) : new(groups, all, definitions), null);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.BadRequest)
        {
            return (null, NotPublished);
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            Log(fault);
            return (null, "Statistics.Fault.Unreachable");
        }
    }

    /// <returns>A file's bytes; null where it can't be had.</returns>
    public async Task<byte[]?> FileAsync(StatisticsQuery query, string format, CancellationToken cancellation)
    {
        try
        {
            return await http.GetByteArrayAsync(new Uri($"{Figures}?{query.Asked()}&format={format}", UriKind.Relative), cancellation);
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            Log(fault);
            return null;
        }
    }

    /// <summary>An exact table is of one period; it is shown as if that were its first month.</summary>
    private static FigureTable AsOne(StatisticsQuery query, FigureTable table, FigureDefinitions definitions) => table with
    {
        Months = [new(query.First!.Value, HasData: true, default, definitions.AnsweredWithinSeconds, definitions.ShortAbandonSeconds, [])],
        Rows = [.. table.Rows.Select(row => row with { Month = query.First })],
    };

    private async Task<T> GetAsync<T>(string address, CancellationToken cancellation) =>
        await http.GetFromJsonAsync<T>(address, ContractJson.Options, cancellation) ?? throw new JsonException("The answer is null.");

    private void Log(Exception fault) => logger.LogWarning("The statistics can't be had (for 401 or 403 check Reporting:ApiKey): {Fault}", fault.Message);
}
