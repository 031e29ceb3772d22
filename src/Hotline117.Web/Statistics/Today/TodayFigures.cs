using System.Net.Http.Json;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics.Today;

/// <summary>The figures of the calls received since midnight.</summary>
/// <param name="At">When they were counted.</param>
/// <param name="All">Of all calls.</param>
/// <param name="Definitions">With the thresholds that hold.</param>
public sealed record DayFigures(DateTimeOffset At, FigureRow All, IReadOnlyList<FigureDefinition> Definitions)
{
    private static readonly TimeSpan _freshFor = TimeSpan.FromMinutes(1);

    /// <summary>ReportingService has not answered since; what is shown was so then.</summary>
    public bool IsOldAt(DateTimeOffset now) => now - At > _freshFor;
}

/// <summary>Asks ReportingService for today's figures, once for all boards. While it is away the last ones stay, with their time.</summary>
public sealed class TodayFigures(HttpClient http, TimeProvider time, ILogger<TodayFigures> logger) : BackgroundService
{
    public static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(15);

    private volatile DayFigures? _current;

    /// <summary>Null until they are known.</summary>
    public DayFigures? Current => _current;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var warned = false;
        using var timer = new PeriodicTimer(AskEvery, time);
        do
        {
            try
            {
                _current = await AskAsync(stoppingToken);
                warned = false;
            }
            catch (Exception fault) when (ServiceFault.Is(fault, stoppingToken))
            {
                if (!warned)
                    logger.LogWarning("Today's figures can't be had (for 401 or 403 check Reporting:ApiKey): {Fault}", fault.Message);
                warned = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<DayFigures> AskAsync(CancellationToken cancellation)
    {
        var definitions = await GetAsync<FigureDefinitions>("definitions", cancellation);
        // Without a period it is the day, from midnight in Bishkek.
        var table = await GetAsync<FigureTable>("figures?view=exact", cancellation);
        return new(time.GetUtcNow(), table.Rows.Count > 0 ? table.Rows[0] : throw new JsonException("The answer has no row."), definitions.Figures);
    }

    private async Task<T> GetAsync<T>(string address, CancellationToken cancellation) =>
        await http.GetFromJsonAsync<T>(new Uri($"api/v1/statistics/{address}", UriKind.Relative), ContractJson.Options, cancellation) ?? throw new JsonException("The answer is null.");
}
