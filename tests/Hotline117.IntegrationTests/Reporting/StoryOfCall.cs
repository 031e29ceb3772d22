using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.UnitTests.Reporting;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>One call for the statistics, told by what of it counts.</summary>
internal sealed record StoryOfCall(DateTimeOffset At)
{
    private readonly string id = $"story-{Guid.NewGuid():N}";

    public string? Region { get; init; } = "uzgen";
    public string? Language { get; init; } = "ky";
    public string? Centre { get; init; }
    public OfferSource Source { get; init; }
    public double Waited { get; init; } = 10;
    public double Talked { get; init; } = 60;
    public Disposition? Disposition { get; init; } = Contracts.Disposition.Answered;
    public int Offers { get; init; } = 1;
    /// <summary>What the router knew of each line as it decided; null where it did not.</summary>
    public IReadOnlyList<(string Centre, int? Minutes, Verdict Verdict)>? Ways { get; init; }
    public bool IsTransferred { get; init; }
    public CallbackOutcome? Callback { get; init; }
    public bool IsCallbackAsked { get; init; }
    public TimeSpan? WrittenUpAfter { get; init; }

    public static StoryOfCall Abandoned(DateTimeOffset at, double waited) => new(at) { Disposition = Contracts.Disposition.Abandoned, Waited = waited, Offers = 0 };

    public IEnumerable<CallEvent> Events()
    {
        yield return new CallReceived { EventId = Guid.NewGuid(), CallId = id, OccurredAt = At, Region = Region, RegionSource = RegionSource.AreaCode, RegionCertainty = RegionCertainty.High, Language = Language };
        if (Ways is not null)
        {
            yield return new CallQueued { EventId = Guid.NewGuid(), CallId = id, OccurredAt = At.AddMilliseconds(1), Attempt = 1, Explanation = Samples.Decision(Region, Ways) };
        }

        for (var offer = 1; offer <= Offers; offer++)
        {
            yield return new CallOffered { EventId = Guid.NewGuid(), CallId = id, OccurredAt = At.AddSeconds(offer), Attempt = offer, LineId = $"{Centre ?? "osh-c"}-1", CentreId = Centre ?? "osh-c", Source = Source, Explanation = null };
        }

        if (IsCallbackAsked)
        {
            yield return new CallbackAsked { EventId = Guid.NewGuid(), CallId = id, OccurredAt = At.AddSeconds(5), CallbackId = id, Window = "two-hours", From = At, To = At.AddHours(2) };
        }

        if (Callback is { } outcome)
        {
            yield return new CallbackEnded { EventId = Guid.NewGuid(), CallId = id, OccurredAt = At.AddHours(1), CallbackId = id, Outcome = outcome, Tries = 1 };
        }

        if (Centre is not null)
        {
            yield return new CallAnswered { EventId = Guid.NewGuid(), CallId = id, OccurredAt = At.AddSeconds(Waited), LineId = $"{Centre}-1", CentreId = Centre, Source = Source, WaitedMilliseconds = (long)(Waited * 1000) };
        }

        if (IsTransferred)
        {
            yield return new CallTransferred { EventId = Guid.NewGuid(), CallId = id, OccurredAt = At.AddSeconds(Waited + 1), To = "legal", Outcome = TransferOutcome.Taken, FromLineId = null, FromCentreId = null, ToLineId = null, ToCentreId = null };
        }

        if (Disposition is { } ended)
        {
            yield return new CallEnded
            {
                EventId = Guid.NewGuid(),
                CallId = id,
                OccurredAt = At.AddSeconds(Waited + Talked),
                Disposition = ended,
                Reason = EndReason.HungUp,
                LineId = Centre is null ? null : $"{Centre}-1",
                CentreId = Centre,
                WaitedMilliseconds = (long)(Waited * 1000),
                TalkedMilliseconds = (long)(Talked * 1000),
            };
        }

        if (WrittenUpAfter is { } after)
        {
            yield return new CallWrappedUp { EventId = Guid.NewGuid(), CallId = id, OccurredAt = At.AddSeconds(Waited + Talked) + after, WrapUp = new() { ListVersion = 1, Help = "legal", Risk = null, Referral = null } };
        }
    }
}
