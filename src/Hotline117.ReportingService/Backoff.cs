namespace Hotline117.ReportingService;

/// <summary>Waits that double from 0.2 s to 10 s.</summary>
internal sealed class Backoff(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public TimeSpan Next { get; private set; } = TimeSpan.FromMilliseconds(200);

    public async Task WaitAsync(CancellationToken cancellation)
    {
        await Task.Delay(Next, time, cancellation);
        Next = Next * 2 < Longest ? Next * 2 : Longest;
    }
}
