using Hotline117.Contracts;
using Hotline117.Contracts.Events;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>Calls within one hour of the past that no other test uses, so that tests share a database.</summary>
public sealed class CallHistory
{
    private static int hours;
    private readonly string prefix = $"test-{Guid.NewGuid():N}";

    public DateTimeOffset Hour { get; } = new DateTimeOffset(2021, 5, 1, 0, 0, 0, TimeSpan.Zero).AddHours(Interlocked.Increment(ref hours));

    public string IdOf(int call) => $"{prefix}.{call}";

    /// <summary>Received, offered, answered, ended.</summary>
    public IEnumerable<CallEvent> Answered(int call, string region, string centre, OfferSource source = OfferSource.Router, long waitedSeconds = 6, long talkedSeconds = 60) =>
    [
        Received(call, region),
        new CallOffered
        {
            EventId = Guid.NewGuid(), CallId = IdOf(call), OccurredAt = At(call).AddSeconds(1),
            Attempt = 1, LineId = $"{centre}-1", CentreId = centre, Source = source, Explanation = null,
        },
        new CallAnswered
        {
            EventId = Guid.NewGuid(), CallId = IdOf(call), OccurredAt = At(call).AddSeconds(waitedSeconds),
            LineId = $"{centre}-1", CentreId = centre, Source = source, WaitedMilliseconds = waitedSeconds * 1000,
        },
        Ended(call, Disposition.Answered, EndReason.HungUp, waitedSeconds, talkedSeconds, centre),
    ];

    public IEnumerable<CallEvent> Abandoned(int call, string region) =>
    [
        Received(call, region),
        new CallAbandoned
        {
            EventId = Guid.NewGuid(), CallId = IdOf(call), OccurredAt = At(call).AddSeconds(3), Phase = CallPhase.Waiting, WaitedMilliseconds = 3_000,
        },
        Ended(call, Disposition.Abandoned, EndReason.CallerHungUpWhileWaiting, 3, 0, null),
    ];

    public IEnumerable<CallEvent> Overflowed(int call, string region) =>
        [Received(call, region), Ended(call, Disposition.Overflowed, EndReason.SentToEmergencyLine, 30, 0, null)];

    public IEnumerable<CallEvent> Indeterminate(int call, string region) =>
        [Received(call, region), Ended(call, Disposition.Indeterminate, EndReason.ChannelVanished, 30, 0, null)];

    public CallReceived Received(int call, string? region) => new()
    {
        EventId = Guid.NewGuid(),
        CallId = IdOf(call),
        OccurredAt = At(call),
        Region = region,
        RegionSource = region is null ? RegionSource.Unknown : RegionSource.AreaCode,
        RegionCertainty = region is null ? RegionCertainty.None : RegionCertainty.High,
        Language = "ky",
    };

    /// <param name="number">1 for the first that is said of a call, 2 for what takes its place, …</param>
    public CallWrappedUp WrappedUp(int call, int number, string help, string? risk = null, string? referral = null) => new()
    {
        EventId = Guid.NewGuid(),
        CallId = IdOf(call),
        OccurredAt = At(call).AddMinutes(10 + number),
        WrapUp = new() { ListVersion = 1, Help = help, Risk = risk, Referral = referral },
    };

    // All begin in the first half of the hour.
    private DateTimeOffset At(int call) => Hour.AddSeconds(call % 1800);

    private CallEnded Ended(int call, Disposition disposition, EndReason reason, long waitedSeconds, long talkedSeconds, string? centre) => new()
    {
        EventId = Guid.NewGuid(),
        CallId = IdOf(call),
        OccurredAt = At(call).AddSeconds(waitedSeconds + talkedSeconds),
        Disposition = disposition,
        Reason = reason,
        LineId = centre is null ? null : $"{centre}-1",
        CentreId = centre,
        WaitedMilliseconds = waitedSeconds * 1000,
        TalkedMilliseconds = talkedSeconds * 1000,
    };
}
