namespace Hotline117.Web.Dispatch.Feed;

public static class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Doubles from <see cref="First"/> to <see cref="Longest"/>; jitter takes up to half of it away, so that replicas don't return in step.</summary>
    /// <param name="failures">How many attempts in a row have failed, at least 1.</param>
    /// <param name="jitter">In [0, 1).</param>
    public static TimeSpan Delay(int failures, double jitter)
    {
        var doublings = Math.Min(failures - 1, 10);
        var full = Math.Min(First.TotalMilliseconds * (1 << doublings), Longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (1 - jitter / 2));
    }
}
