using System.Collections.Frozen;
using Hotline117.Contracts;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Calls;

/// <summary>Something that happened to a call, from wherever: the switch, a timer, the reconciliation.</summary>
public abstract record CallSignal(string CallId, DateTimeOffset At);

/// <summary>What the dialplan says of a call. It numbers what it says, from 1, so that each of its signals is known when it comes again.</summary>
public abstract record DialplanSignal(string CallId, DateTimeOffset At, int Step) : CallSignal(CallId, At);

/// <summary>The switch asks for a line: the caller has arrived, or the line offered before did not answer, or a round of waiting is over.</summary>
/// <param name="Tried">Lines that have rung for this call without an answer since it last waited.</param>
public sealed record LineWanted(
    string CallId, DateTimeOffset At, int Step, CallerRegion Region, CallerWishes Wishes, IReadOnlySet<string> Tried) : DialplanSignal(CallId, At, Step)
{
    /// <summary>The line offered before was engaged: somebody is there, and talks.</summary>
    public bool WasEngaged { get; init; }

    /// <summary>Of several lines offered at once: those that were engaged.</summary>
    public IReadOnlySet<string> Engaged { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The caller has pressed the key for danger.</summary>
    public bool InDanger { get; init; }

    /// <summary>The caller was asked to key in a spoken number, and has not.</summary>
    public bool LacksCode { get; init; }

    /// <summary>Null for a caller who has not dialled before, in the last minutes.</summary>
    public KnownCaller? Known { get; init; }

    /// <summary>Null for a caller's call.</summary>
    public CallingBack? Callback { get; init; }
}

/// <summary>It is this caller's turn: a line that suits may be free.</summary>
public sealed record TurnCame(string CallId, DateTimeOffset At) : CallSignal(CallId, At);

/// <summary>A person moves the caller up or down among those who wait.</summary>
/// <param name="Was">What that person saw: where another one was first, nothing is changed. Null: whatever it was.</param>
public sealed record PrioritySet(string CallId, DateTimeOffset At, CallPriority Priority, CallPriority? Was = null) : CallSignal(CallId, At)
{
    public bool Changes(CallPriority now) => now != Priority && (Was is null || Was == now);
}

/// <summary>A person decides for a caller who waits, whatever the policy would do and whoever is before her.</summary>
/// <param name="By">The account's name.</param>
public abstract record PersonChose(string CallId, DateTimeOffset At, string By) : CallSignal(CallId, At);

/// <param name="Lines">The one, or those of a centre: the first that has a free place is rung.</param>
public sealed record LineChosen(string CallId, DateTimeOffset At, string By, IReadOnlyList<string> Lines) : PersonChose(CallId, At, By)
{
    /// <summary>An emergency number that is brought in once the line has answered; null for none.</summary>
    public string? BringIn { get; init; }
}

public sealed record EmergencyChosen(string CallId, DateTimeOffset At, string By) : PersonChose(CallId, At, By);

/// <summary>Somebody was to be brought into the conversation, and nothing is heard of it: see <see cref="CallBringIn.IsOverdue"/>.</summary>
public sealed record BringInOverdue(string CallId, DateTimeOffset At) : CallSignal(CallId, At);

/// <summary>A line that rings has answered.</summary>
/// <param name="LineId">Null where the switch does not name it: the one that rings.</param>
public sealed record LineAnswered(string CallId, DateTimeOffset At, string? LineId = null) : CallSignal(CallId, At)
{
    /// <summary>Null where the line is not in the directory, or not named.</summary>
    public string? CentreId { get; init; }

    /// <summary>The number of the last thing that the dialplan did before the line rang; null where the switch does not tell.</summary>
    public int? Step { get; init; }
}

/// <summary>The switch rings a line of its last good plan, because no router answered in time.</summary>
/// <param name="CentreId">Null where the line is no longer in the directory.</param>
public sealed record FallbackOffered(
    string CallId, DateTimeOffset At, int Step, string LineId, string? CentreId) : DialplanSignal(CallId, At, Step);

/// <summary>The switch rings the emergency line.</summary>
public sealed record EmergencyOffered(string CallId, DateTimeOffset At, int Step) : DialplanSignal(CallId, At, Step);

/// <summary>What the switch has written down of a call of which no router may have heard, or not to its end.</summary>
/// <param name="At">When it was written, or heard: when the call ended, or a line began to ring.</param>
/// <param name="Step">The number of the last thing that the dialplan had said of the call by then.</param>
/// <param name="CameAt">When the caller first asked for a line.</param>
public sealed record CallRecord(string CallId, DateTimeOffset At, int Step, DateTimeOffset CameAt, CallerRegion Region, CallerWishes Wishes) : CallSignal(CallId, At)
{
    /// <summary>What rang last, as the switch says it: a <see cref="FallbackOffered"/> or an <see cref="EmergencyOffered"/>. Null where nothing did when the call ended.</summary>
    public DialplanSignal? Rang { get; init; }
    public OfferSource Source { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    /// <summary>From the first answer to the end, by the switch's own clock; null while the call goes on, and where nobody answered.</summary>
    public TimeSpan? Talked { get; init; }
    public bool HasEnded { get; init; }
}

/// <summary>What the switch says of the leg by which a call is to be handed over to a second line.</summary>
/// <param name="LegId">Of the leg's channel; each attempt has another.</param>
public abstract record TransferSignal(string CallId, DateTimeOffset At, string LegId) : CallSignal(CallId, At);

/// <summary>The leg asks for a line: the counsellor wants to hand over, or the line before did not answer.</summary>
/// <param name="Step">Numbers what the leg asks, from 1.</param>
/// <param name="To">A service of <see cref="Directory.Services.Known"/>, or <see cref="Transfer.AnyCentre"/>.</param>
/// <param name="Tried">Lines that have rung for this leg without an answer.</param>
public sealed record TransferWanted(string CallId, DateTimeOffset At, string LegId, int Step, string To, IReadOnlySet<string> Tried) : TransferSignal(CallId, At, LegId)
{
    /// <inheritdoc cref="LineWanted.WasEngaged"/>
    public bool WasEngaged { get; init; }

    /// <summary>Null where a counsellor, or the policy, says who.</summary>
    public TransferChoice? Choice { get; init; }
}

/// <summary>The leg rings an emergency number; it asks nobody.</summary>
public sealed record TransferToEmergency(string CallId, DateTimeOffset At, string LegId, string Number) : TransferSignal(CallId, At, LegId);

/// <summary>Somebody has picked up, and is heard by the caller.</summary>
/// <param name="ChannelId">The telephone's, which stays when the leg has gone.</param>
public sealed record TransferJoined(string CallId, DateTimeOffset At, string LegId, string ChannelId) : TransferSignal(CallId, At, LegId);

/// <summary>The leg is gone.</summary>
public sealed record TransferOver(string CallId, DateTimeOffset At, string LegId, TransferEnd How) : TransferSignal(CallId, At, LegId)
{
    /// <summary>Where nobody said so and it was only found gone: the channel that the switch does not have. Whoever has joined on another since is not gone.</summary>
    public string? GoneChannelId { get; init; }
}

public enum TransferEnd
{
    /// <summary>By key, by a dispatcher, or for another one.</summary>
    Cancelled,
    /// <summary>Nobody took the call.</summary>
    NobodyTook,
    /// <summary>The caller has hung up.</summary>
    CallerGone,
}

/// <summary>While the call was to be handed over, the counsellor who wanted that has hung up.</summary>
public sealed record CounsellorLeft(string CallId, DateTimeOffset At) : CallSignal(CallId, At)
{
    /// <summary>Which handing over that was; null where the switch does not tell: the one that goes on.</summary>
    public string? LegId { get; init; }
}

/// <summary>After the caller has hung up, the counsellor has keyed what the call was. It is no part of the call's life.</summary>
/// <param name="ChannelId">The telephone's, which waits for an answer.</param>
/// <param name="Keys">Digits only.</param>
public sealed record WrapUpKeyed(string CallId, DateTimeOffset At, string ChannelId, int Round, string Keys) : CallSignal(CallId, At);

/// <summary>The caller's channel is gone.</summary>
public sealed record HungUp(string CallId, DateTimeOffset At) : CallSignal(CallId, At)
{
    /// <inheritdoc cref="CallRecord.Talked"/>
    public TimeSpan? Talked { get; init; }
}

/// <summary>The switch no longer knows the call, and nobody saw it end.</summary>
public sealed record Vanished(string CallId, DateTimeOffset At) : CallSignal(CallId, At);
