using Hotline117.UnitTests.Routing;

namespace Hotline117.FaultTests.Simulated;

/// <summary>What happens next, and when: the same in the same order, whatever the machine does meanwhile.</summary>
internal sealed class SimulatedTime
{
    private readonly PriorityQueue<Action, (DateTimeOffset, long)> _due = new();
    private long _order;

    public static readonly DateTimeOffset Start = SmallTown.Noon;

    public DateTimeOffset Now { get; private set; } = Start;

    public void After(TimeSpan wait, Action happens) => _due.Enqueue(happens, (Now + (wait > TimeSpan.Zero ? wait : TimeSpan.Zero), _order++));

    public void RunUntil(DateTimeOffset end)
    {
        while (_due.TryPeek(out _, out var at) && at.Item1 <= end)
        {
            var happens = _due.Dequeue();
            Now = at.Item1;
            happens();
        }

        Now = end;
    }
}

/// <summary>The clock of one machine, which may be wrong; it measures how long something took all the same.</summary>
internal sealed class MachineClock(SimulatedTime time) : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => time.Now + Ahead;

    public override long GetTimestamp() => time.Now.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
}
