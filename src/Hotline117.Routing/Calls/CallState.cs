using System.Text.Json.Serialization;
using Hotline117.Contracts;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Calls;

/// <summary>All that is known of one call. Small and serialisable: it lives in Redis for as long as the call does.</summary>
public sealed record CallState
{
    public required string CallId { get; init; }
    /// <summary>Counts the transitions; a transition is committed only on the version that it was computed from.</summary>
    public required long Version { get; init; }
    public required CallPhase Phase { get; init; }
    public required DateTimeOffset PhaseSince { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    /// <summary>For a caller who was cut off and has dialled again: when she first came. Null for all others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CameFirstAt { get; init; }
    /// <summary>For the same caller: the line that talked with her, or rang; it goes first where it may be rung at all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PreferredLine { get; init; }
    /// <summary>By this the place among those who wait is found.</summary>
    [JsonIgnore]
    public DateTimeOffset PlaceSince => CameFirstAt ?? ReceivedAt;
    public DateTimeOffset? AnsweredAt { get; init; }
    /// <summary>The highest number of what the dialplan has said of this call: a signal up to it has been heard.</summary>
    public required int Step { get; init; }
    /// <summary>Null for a caller's call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CallingBack? Callback { get; init; }
    /// <summary>When the switch last asked for a line.</summary>
    public DateTimeOffset? AskedAt { get; init; }
    /// <summary>How many lines have been offered.</summary>
    public required int Attempt { get; init; }
    public required CallerRegion Region { get; init; }
    public CallerWishes Wishes { get; init; } = CallerWishes.None;
    /// <summary>Lines that have rung without an answer since the caller last waited a round.</summary>
    public IReadOnlyList<string> Tried { get; init; } = [];
    public CallPriority Priority { get; init; } = CallPriority.Normal;
    /// <summary>Null for whoever does not wait behind the others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BehindReason? BehindFor { get; init; }
    /// <summary>The caller has pressed the key for danger.</summary>
    public bool SaidDanger { get; init; }
    /// <summary>
    /// The lines on which the call has a place: those that ring at once, the best first, or the one that talks.
    /// Whatever the state before held and the next one does not is given back, and what it holds anew is taken.
    /// </summary>
    public IReadOnlyList<HeldLine> Lines { get; init; } = [];
    /// <summary>The first of <see cref="Lines"/>.</summary>
    [JsonIgnore]
    public string? LineId => Lines is [var first, ..] ? first.LineId : null;
    [JsonIgnore]
    public string? CentreId => Lines is [var first, ..] ? first.CentreId : null;
    public OfferSource Source { get; init; }
    public bool SentToEmergency { get; init; }
    /// <summary>While the call is to be handed over; null otherwise. Its line is the last of <see cref="Lines"/>.</summary>
    public Transfer? Transfer { get; init; }
    /// <summary>Legs of earlier attempts to hand the call over: what is still heard of them means nothing.</summary>
    public IReadOnlyList<string> LegsOver { get; init; } = [];
    /// <summary>Whom people wanted in the conversation once the line that they chose has answered. Only the last can still come about.</summary>
    public IReadOnlyList<BringIn> BringIns { get; init; } = [];

    public bool Holds(string lineId) => Lines.Any(line => line.LineId == lineId);
}

/// <summary>A line that rings or talks for a call.</summary>
/// <param name="CentreId">Null where the switch rings a line that is no longer in the directory.</param>
public sealed record HeldLine(string LineId, string? CentreId);
