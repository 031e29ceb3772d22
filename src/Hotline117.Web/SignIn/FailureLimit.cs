namespace Hotline117.Web.SignIn;

/// <summary>
/// Makes those who fail too often wait, longer each time. Memory is a table of fixed size: keys that fall on the same slot share its count,
/// which is rare, and nobody can choose to fall on another's slot, since string hashes are salted per process.
/// </summary>
public sealed class FailureLimit(int freeFailures, TimeProvider time)
{
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly record struct Slot(int Failures, DateTimeOffset LastFailure);

    private readonly Slot[] slots = new Slot[8192];
    private readonly Lock gate = new();

    /// <summary>How long this key has to wait before it may try; zero where it may now.</summary>
    public TimeSpan Wait(string key)
    {
        lock (gate)
        {
            var slot = slots[IndexOf(key)];
            if (slot.Failures < freeFailures)
                return TimeSpan.Zero;
            var left = slot.LastFailure + WaitAfter(slot.Failures) - time.GetUtcNow();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Failed(string key)
    {
        lock (gate)
        {
            ref var slot = ref slots[IndexOf(key)];
            var now = time.GetUtcNow();
            var failures = now - slot.LastFailure > LongestWait + LongestWait ? 0 : slot.Failures;
            slot = new Slot(Math.Min(failures + 1, 1000), now);
        }
    }

    public void Succeeded(string key)
    {
        lock (gate)
        {
            slots[IndexOf(key)] = default;
        }
    }

    private TimeSpan WaitAfter(int failures)
    {
        var doublings = Math.Min(failures - freeFailures, 10);
        var wait = FirstWait * (1 << doublings);
        return wait < LongestWait ? wait : LongestWait;
    }

    private int IndexOf(string key) => (int)((uint)key.GetHashCode(StringComparison.OrdinalIgnoreCase) % (uint)slots.Length);
}
