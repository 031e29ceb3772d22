namespace Hotline117.UnitTests;

/// <summary>Can be set; the steady clock goes on.</summary>
internal sealed class WallClock(TimeProvider steady) : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override long TimestampFrequency => steady.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + Ahead;

    public override long GetTimestamp() => steady.GetTimestamp();
}
