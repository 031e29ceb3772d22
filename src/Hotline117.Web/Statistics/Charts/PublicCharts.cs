using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>
/// The charts that everybody may see, of the last year that is published. They are kept for some minutes, and while ReportingService is away: however many people read them, it is asked now
/// and then.
/// </summary>
public sealed class PublicCharts(ChartClient client, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    private static readonly ChartQuery LastYear = new(null, null, null);

    // One asks; who comes meanwhile gets what came of it.
    private readonly SemaphoreSlim asking = new(1, 1);
    private ChartAnswer? kept;
    private DateTimeOffset until;

    /// <returns>A fault only where there have been no charts yet.</returns>
    public async Task<ChartAnswer> AskAsync(CancellationToken cancellation)
    {
        await asking.WaitAsync(cancellation);
        try
        {
            if (kept is not null && time.GetUtcNow() < until)
                return kept;
            // Whoever asks may lose patience; what is begun is finished, for the others.
            var answer = await client.AskAsync(LastYear, CancellationToken.None, apart: true);
            until = time.GetUtcNow() + (answer.Fault is null ? Fresh : AfterFailure);
            return kept = answer.Fault is null || kept?.Charts is null ? answer : kept;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose() => asking.Dispose();
}
