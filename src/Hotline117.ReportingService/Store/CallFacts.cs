using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.ReportingService.Statistics;

namespace Hotline117.ReportingService.Store;

/// <summary>
/// What is known of one call: one row. It is a function of the set of the call's events, so neither the order in which they
/// arrived nor how often changes it.
/// </summary>
public sealed record CallFacts
{
    public required string CallId { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public string? Region { get; init; }
    public RegionSource? RegionSource { get; init; }
    public RegionCertainty? RegionCertainty { get; init; }
    public string? Language { get; init; }
    /// <summary>How far she is from help, by <see cref="NearestHelp"/>; null where no decision knew her region.</summary>
    public string? TravelTime { get; init; }

    public DateTimeOffset? QueuedAt { get; init; }
    public DateTimeOffset? OfferedAt { get; init; }
    public int Offers { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public OfferSource? AnsweredSource { get; init; }

    /// <summary>The line that answered, and its centre; null where none did.</summary>
    public string? LineId { get; init; }
    public string? CentreId { get; init; }

    public DateTimeOffset? AbandonedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null until the call has ended.</summary>
    public Disposition? Disposition { get; init; }
    public EndReason? EndReason { get; init; }
    public long? WaitedMilliseconds { get; init; }
    public long? TalkedMilliseconds { get; init; }

    /// <summary>How often somebody else took the call over.</summary>
    public int Transfers { get; init; }

    /// <summary>What the counsellor said of the call, in codes of the lists of this version; null where nothing was said.</summary>
    public int? WrapUpListVersion { get; init; }
    public string? Help { get; init; }
    public string? Risk { get; init; }
    public string? Referral { get; init; }

    /// <summary>When the first word on the call was entered; a later one is a correction.</summary>
    public DateTimeOffset? WrappedUpAt { get; init; }

    /// <summary>In this call the caller agreed to be called back; null where not. Calls by which the hotline calls back are rows of their own, without
    /// <see cref="ReceivedAt"/>: nobody has called.</summary>
    public DateTimeOffset? CallbackAskedAt { get; init; }

    /// <summary>Null until the callback has ended.</summary>
    public CallbackOutcome? CallbackOutcome { get; init; }
    public int? CallbackTries { get; init; }

    /// <summary>In the order in which the events occurred; where one kind occurred twice, the first holds, but of two wrap-ups the last.</summary>
    public static CallFacts Of(string callId, IEnumerable<CallEvent> events) => events
        .DistinctBy(known => known.EventId)
        .OrderBy(known => known.OccurredAt)
        .ThenBy(known => known.EventId)
        .Aggregate(new CallFacts { CallId = callId }, (facts, next) => facts.With(next));

    private CallFacts With(CallEvent next) => next switch
    {
        CallReceived { CallbackId: null } received when ReceivedAt is null => this with
        {
            ReceivedAt = received.OccurredAt,
            Region = received.Region,
            RegionSource = received.RegionSource,
            RegionCertainty = received.RegionCertainty,
            Language = received.Language,
        },
        CallQueued queued => this with { QueuedAt = QueuedAt ?? queued.OccurredAt, TravelTime = TravelTime ?? NearestHelp.Of(queued.Explanation) },
        CallOffered offered => this with { OfferedAt = OfferedAt ?? offered.OccurredAt, Offers = Offers + 1, TravelTime = TravelTime ?? NearestHelp.Of(offered.Explanation) },
        CallAnswered answered when AnsweredAt is null => this with
        {
            AnsweredAt = answered.OccurredAt,
            AnsweredSource = answered.Source,
            LineId = answered.LineId,
            CentreId = answered.CentreId,
            WaitedMilliseconds = answered.WaitedMilliseconds,
        },
        CallAbandoned abandoned when AbandonedAt is null => this with
        {
            AbandonedAt = abandoned.OccurredAt,
            WaitedMilliseconds = WaitedMilliseconds ?? abandoned.WaitedMilliseconds,
        },
        CallEnded ended when EndedAt is null => this with
        {
            EndedAt = ended.OccurredAt,
            Disposition = ended.Disposition,
            EndReason = ended.Reason,
            LineId = LineId ?? ended.LineId,
            CentreId = CentreId ?? ended.CentreId,
            WaitedMilliseconds = WaitedMilliseconds ?? ended.WaitedMilliseconds,
            TalkedMilliseconds = ended.TalkedMilliseconds,
        },
        CallTransferred { Outcome: TransferOutcome.Taken } => this with { Transfers = Transfers + 1 },
        CallWrappedUp { WrapUp: var said } => this with
        {
            WrapUpListVersion = said.ListVersion,
            Help = said.Help,
            Risk = said.Risk,
            Referral = said.Referral,
            WrappedUpAt = WrappedUpAt ?? next.OccurredAt,
        },
        CallbackAsked asked => this with { CallbackAskedAt = CallbackAskedAt ?? asked.OccurredAt },
        CallbackEnded { Outcome: var outcome, Tries: var tries } => this with { CallbackOutcome = outcome, CallbackTries = tries },
        _ => this,
    };
}
