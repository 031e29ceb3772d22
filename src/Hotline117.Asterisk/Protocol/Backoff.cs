namespace Hotline117.Asterisk.Protocol;

/// <summary>Pauses between attempts: decorrelated jitter, so that many clients of a restarted server don't come back in step.</summary>
/// <param name="random">From 0 (inclusive) to 1 (exclusive).</param>
internal sealed class Backoff(AmiClientOptions options, Func<double> random)
{
    private TimeSpan _previous = options.ReconnectDelayMin;

    public void Reset() => _previous = options.ReconnectDelayMin;

    /// <summary>Between the shortest pause and three times the last one, within the longest; after a refused login never below its own pause.</summary>
    public TimeSpan Next(AmiFault fault)
    {
        var min = options.ReconnectDelayMin;
        _previous = Min(options.ReconnectDelayMax, min + ((_previous * 3) - min) * random());
        return fault.IsAuthentication ? Max(_previous, options.AuthenticationRetryDelay) : _previous;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
