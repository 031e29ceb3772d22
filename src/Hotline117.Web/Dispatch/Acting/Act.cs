using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Web.Dispatch.Board;

namespace Hotline117.Web.Dispatch.Acting;

/// <summary>Something that a person does, as RoutingService takes it.</summary>
/// <param name="Name">Of its texts.</param>
/// <param name="Path">Below <c>api/v1/</c>.</param>
/// <param name="Body">Made of what the person has written.</param>
public sealed record Act(string Name, string Path, Func<Written, object> Body)
{
    /// <summary>It may hurt: whoever does it is warned in words and in red.</summary>
    public bool Hurts { get; init; }

    public ActEnd End { get; init; }

    /// <summary>Whom or what it is done to, in the reader's language; null where the text needs none.</summary>
    public string? To { get; init; }

    /// <summary>False where the router asks for no reason.</summary>
    public bool NeedsReason { get; init; } = true;

    /// <summary>How its call must be, or it is too late for the act; null where it is not done to a call.</summary>
    public Predicate<CallView>? Needs { get; init; }

    /// <summary>It takes back what was begun: the router is told by a DELETE, the reason in the address.</summary>
    public bool TakesBack { get; init; }

    /// <summary>The member of the router's answer that the person wants to read; null where it is enough that it is done.</summary>
    public string? Tells { get; init; }

    public static Act Offer(string callId, string line, string to) =>
        new("Offer", $"{Call(callId)}/offer", written => new { line, written.Reason }) { To = to, Needs = Waits };

    /// <param name="line">At which whoever acts sits.</param>
    /// <param name="number">One of <see cref="EmergencyNumbers"/>, brought in once the line has answered.</param>
    public static Act OfferWith(string callId, string line, string number, string to) =>
        new("OfferWith", $"{Call(callId)}/offer", written => new { line, bringIn = number, written.Reason }) { To = $"{to} + {number}", Hurts = true, Needs = Waits };

    public static Act Emergency(string callId) => new("Emergency", $"{Call(callId)}/emergency", written => new { written.Reason }) { Hurts = true, Needs = Waits };

    /// <param name="was">As the person sees it: where somebody else was first, nothing is changed.</param>
    public static Act Priority(string callId, CallPriority to, CallPriority was) =>
        new($"Priority{to}", $"{Call(callId)}/priority", written => new { priority = Word(to), was = Word(was), written.Reason })
        {
            Hurts = to is CallPriority.Behind,
            Needs = Waits,
        };

    public static Act HandOver(string callId, string line, string to) =>
        new("HandOver", $"{Call(callId)}/transfer", written => new { line, written.Reason }) { To = to, Needs = MayBeHandedOver };

    public static Act HandOverNearest(string callId) =>
        new("HandOverNearest", $"{Call(callId)}/transfer", written => new { to = "centre", written.Reason }) { Needs = MayBeHandedOver };

    /// <param name="number">One of <see cref="EmergencyNumbers"/>.</param>
    public static Act BringIn(string callId, string number) =>
        new("BringIn", $"{Call(callId)}/transfer", written => new { to = number, written.Reason }) { To = number, Hurts = true, Needs = MayBeHandedOver };

    public static Act TakeBack(string callId) =>
        new("TakeBack", $"{Call(callId)}/transfer", _ => new { }) { TakesBack = true, NeedsReason = false, Needs = call => call.HandedOver is not null };

    /// <summary>The police, the ambulance and the rescue service.</summary>
    public static IReadOnlyList<string> EmergencyNumbers { get; } = ["102", "103", "112"];

    public static Act PauseLine(string id) => new("PauseLine", $"lines/{Uri.EscapeDataString(id)}/pause", written => new { written.Reason, written.Minutes }) { End = ActEnd.AfterMinutes, To = id };

    public static Act ResumeLine(string id) => new("Resume", $"lines/{Uri.EscapeDataString(id)}/resume", _ => new { }) { NeedsReason = false, To = id };

    public static Act PauseCentre(string id, string name) =>
        new("PauseCentre", $"centres/{Uri.EscapeDataString(id)}/pause", written => new { written.Reason, written.Minutes }) { Hurts = true, End = ActEnd.AfterMinutes, To = name };

    public static Act ResumeCentre(string id, string name) =>
        new("Resume", $"centres/{Uri.EscapeDataString(id)}/resume", _ => new { }) { NeedsReason = false, To = name };

    /// <summary>Beyond the roster.</summary>
    public static Act LineDuty(string id) => new("LineDuty", $"lines/{Uri.EscapeDataString(id)}/duty", Duty) { End = ActEnd.AtTime, To = id };

    public static Act CentreDuty(string id, string name) => new("CentreDuty", $"centres/{Uri.EscapeDataString(id)}/duty", Duty) { End = ActEnd.AtTime, To = name };

    public static Act CallbackNow(string id, string from) => new("CallbackNow", $"callbacks/{Uri.EscapeDataString(id)}/now", written => new { written.Reason }) { To = from };

    public static Act CallbackOff(string id, string from) =>
        new("CallbackOff", $"callbacks/{Uri.EscapeDataString(id)}", _ => new { }) { TakesBack = true, Hurts = true, To = from };

    /// <summary>The number of a caller who is on the line and has agreed to be called back.</summary>
    public static Act RevealNumber(string id, string from) =>
        new("RevealNumber", $"callbacks/{Uri.EscapeDataString(id)}/number", written => new { written.Reason }) { Hurts = true, To = from, Tells = "number" };

    /// <summary>It hurts nobody and is done at once.</summary>
    public static Act Acknowledge(string key) => new("Acknowledge", $"alarms/{Uri.EscapeDataString(key)}/acknowledge", _ => new { }) { NeedsReason = false };

    /// <summary>The caller talks, and nobody else is being brought in. Who is called back is not in a bridge that somebody could join.</summary>
    public static bool MayBeHandedOver(CallView call) => call is { Phase: CallPhase.Talking, HandedOver: null, IsCallback: false };

    private static bool Waits(CallView call) => call.Phase is CallPhase.Waiting;

    private static object Duty(Written written) => new { Until = written.Until!.Value.ToString("yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture), written.Reason };

    private static string Call(string id) => $"calls/{Uri.EscapeDataString(id)}";

    private static string Word(CallPriority priority) => priority.ToString().ToLowerInvariant();
}

/// <summary>What a person has written to an act, as far as it is asked for.</summary>
/// <param name="Minutes">Null: until somebody ends it.</param>
public sealed record Written(string Reason, int? Minutes = null, DateTimeOffset? Until = null);

/// <summary>Whether, and how, it is asked how long an act holds.</summary>
public enum ActEnd { None, AfterMinutes, AtTime }

/// <summary>What became of an act.</summary>
public abstract record ActOutcome
{
    /// <param name="Told">What <see cref="Act.Tells"/> asked for.</param>
    public sealed record Done(string? Told = null) : ActOutcome;

    /// <param name="Code">Why not, for <c>Act.Refused.CODE</c>.</param>
    /// <param name="By">The account that was first; null where nobody was.</param>
    public sealed record Refused(string Code, string? By) : ActOutcome;

    /// <summary>Nobody knows whether it was done.</summary>
    public sealed record Unknown : ActOutcome;

    /// <summary>The person is no longer signed in.</summary>
    public sealed record SessionOver : ActOutcome;
}
