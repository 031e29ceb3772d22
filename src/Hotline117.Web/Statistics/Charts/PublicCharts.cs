namespace Hotline117.Web.Statistics.Charts;

/// <summary>
/// The charts that everybody may see, of the last year that is published. They are kept for some minutes, and while ReportingService is away: however many people read them, it is asked now
/// and then, and nobody waits for that who can have those of some minutes ago.
/// </summary>
public sealed class PublicCharts(ChartClient client, TimeProvider time, ILogger<PublicCharts> logger)
{
    /// <summary>Who comes after that waits for new ones, and gets older ones only where there are none.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromHours(1);

    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    private static readonly ChartQuery LastYear = new(null, null, null);

    private readonly Lock gate = new();
    private Task<ChartAnswer>? asking;
    private ChartAnswer? kept;
    private DateTimeOffset keptSince;
    private DateTimeOffset until;

    /// <returns>A fault only where there have been no charts yet: that ReportingService can't be reached, whatever it said, for the reader asked for nothing in particular.</returns>
    public Task<ChartAnswer> AskAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (kept is not null && now < until)
                return Task.FromResult(kept);
            // One asks for all. Whoever waits may lose patience; what is begun is finished, for the others.
            asking ??= Task.Run(RenewAsync, CancellationToken.None);
            return kept is { Fault: null } && now < keptSince + Oldest ? Task.FromResult(kept) : asking.WaitAsync(cancellation);
        }
    }

    private async Task<ChartAnswer> RenewAsync()
    {
        var answer = new ChartAnswer(null, null, ChartClient.Unreachable);
        try
        {
            answer = await client.AskAsync(LastYear, CancellationToken.None, apart: true);
            if (answer.Fault is not null)
                logger.LogWarning("The public charts are not renewed: {Fault}", answer.Fault);
        }
        catch (Exception fault)
        {
            logger.LogError(fault, "The public charts are not renewed.");
        }

        lock (gate)
        {
            var now = time.GetUtcNow();
            asking = null;
            if (answer.Fault is null)
                (kept, keptSince, until) = (answer, now, now + Fresh);
            else
                (kept, until) = (kept?.Charts is null ? answer with { Fault = ChartClient.Unreachable } : kept, now + AfterFailure);
            return kept;
        }
    }
}
