using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.WrapUps;

namespace Hotline117.UnitTests.Reporting;

/// <summary>One event of each kind, all of the same call.</summary>
internal static class Samples
{
    public const string CallId = "hotline-1772334000.17";
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);

    public static readonly CallReceived Received = new()
    {
        EventId = Id(1),
        CallId = CallId,
        OccurredAt = Start,
        Region = "osh",
        RegionSource = RegionSource.AreaCode,
        RegionCertainty = RegionCertainty.High,
        Language = "ky",
    };

    public static readonly CallOffered Offered = new()
    {
        EventId = Id(2),
        CallId = CallId,
        OccurredAt = Start.AddSeconds(1),
        Attempt = 1,
        LineId = "osh-1",
        CentreId = "osh",
        Source = OfferSource.Router,
        Explanation = null,
    };

    public static readonly CallAnswered Answered = new()
    {
        EventId = Id(3),
        CallId = CallId,
        OccurredAt = Start.AddSeconds(6),
        LineId = "osh-1",
        CentreId = "osh",
        Source = OfferSource.Router,
        WaitedMilliseconds = 6_000,
    };

    public static readonly CallAbandoned Abandoned = new()
    {
        EventId = Id(4),
        CallId = CallId,
        OccurredAt = Start.AddSeconds(4),
        Phase = CallPhase.Ringing,
        WaitedMilliseconds = 4_000,
    };

    public static readonly CallEnded Ended = new()
    {
        EventId = Id(5),
        CallId = CallId,
        OccurredAt = Start.AddSeconds(66),
        Disposition = Disposition.Answered,
        Reason = EndReason.HungUp,
        LineId = "osh-1",
        CentreId = "osh",
        WaitedMilliseconds = 6_000,
        TalkedMilliseconds = 60_000,
    };

    public static readonly CallTransferred Transferred = new()
    {
        EventId = Id(11),
        CallId = CallId,
        OccurredAt = Start.AddSeconds(40),
        To = "legal",
        Outcome = TransferOutcome.Taken,
        FromLineId = "osh-1",
        FromCentreId = "osh",
        ToLineId = "uzgen-1",
        ToCentreId = "uzgen",
    };

    public static readonly CallWrappedUp WrappedUp = new()
    {
        EventId = Id(10),
        CallId = CallId,
        OccurredAt = Start.AddSeconds(90),
        WrapUp = new WrapUp { ListVersion = 1, Help = "legal", Risk = "high", Referral = "police" },
    };

    public static readonly CallbackAsked CallbackAsked = new()
    {
        EventId = Id(11),
        CallId = CallId,
        OccurredAt = Start.AddSeconds(40),
        CallbackId = "c123",
        Window = "two-hours",
        From = Start.AddSeconds(40),
        To = Start.AddHours(2),
    };

    public static readonly CallbackEnded CallbackEnded = new()
    {
        EventId = Id(12),
        CallId = CallId,
        OccurredAt = Start.AddHours(1),
        CallbackId = "c123",
        Outcome = CallbackOutcome.Reached,
        Tries = 2,
    };

    public static readonly RosterChanged Roster = new() { EventId = Id(6), OccurredAt = Start, Version = "0123456789ab", Shifts = 3 };

    public static readonly OperatorActed Operator = new() { EventId = Id(9), OccurredAt = Start, Actor = "policy", Action = "line.pause", Target = "osh-1" };
    public static readonly CentreChanged Centre = new() { EventId = Id(7), OccurredAt = Start, Version = "0123456789ab", Centres = 2, Lines = 4 };

    public static readonly CoverCounted Cover = new()
    {
        EventId = Id(13),
        OccurredAt = Start.AddHours(1),
        Hour = Start,
        Part = 0,
        MinutesSeen = 60,
        Covered = 59,
        Regions = [new("osh", 45)],
        Centres = [new("osh-c", 50, 45, 90)],
    };

    /// <param name="ways">Of the lines considered: whose, how far from her, and what became of it.</param>
    public static Explanation Decision(string? region, params IEnumerable<(string Centre, int? Minutes, Verdict Verdict)> ways) => new()
    {
        CallId = CallId,
        Attempt = 1,
        DecidedAt = Start,
        Region = region,
        RegionSource = RegionSource.AreaCode,
        RegionCertainty = RegionCertainty.High,
        Language = "ky",
        Season = Season.Winter,
        DirectoryVersion = "d",
        RosterVersion = "r",
        PolicyVersion = "p",
        SnapshotAgeSeconds = 0,
        ChosenLineId = null,
        Considered = [.. ways.Select(way => new ConsideredLine { LineId = $"{way.Centre}-1", CentreId = way.Centre, TravelMinutes = way.Minutes, Verdict = way.Verdict })],
    };

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}
