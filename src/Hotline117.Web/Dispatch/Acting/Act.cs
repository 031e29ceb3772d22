using Hotline117.Contracts;

namespace Hotline117.Web.Dispatch.Acting;

/// <summary>Something that a person does, as RoutingService takes it.</summary>
/// <param name="Name">Of its texts.</param>
/// <param name="Path">Below <c>api/v1/</c>.</param>
/// <param name="Body">Made of the reason and, where it has an end, the minutes.</param>
public sealed record Act(string Name, string Path, Func<string, int?, object> Body)
{
    /// <summary>It may hurt: whoever does it is warned in words and in red.</summary>
    public bool Hurts { get; init; }

    /// <summary>How long it holds can be chosen.</summary>
    public bool HasEnd { get; init; }

    /// <summary>Whom or what it is done to, in the reader's language; null where the text needs none.</summary>
    public string? To { get; init; }

    /// <summary>The router asks for no reason.</summary>
    public bool NeedsReason { get; init; } = true;

    public static Act Offer(string callId, string line, string to) =>
        new("Offer", $"{Call(callId)}/offer", (reason, _) => new { line, reason }) { To = to };

    public static Act Emergency(string callId) => new("Emergency", $"{Call(callId)}/emergency", (reason, _) => new { reason }) { Hurts = true };

    /// <param name="was">As the person sees it: where somebody else was first, nothing is changed.</param>
    public static Act Priority(string callId, CallPriority to, CallPriority was) =>
        new($"Priority{to}", $"{Call(callId)}/priority", (reason, _) => new { priority = Word(to), was = Word(was), reason }) { Hurts = to is CallPriority.Behind };

    public static Act PauseLine(string id) => new("PauseLine", $"lines/{Uri.EscapeDataString(id)}/pause", (reason, minutes) => new { reason, minutes }) { HasEnd = true, To = id };

    public static Act ResumeLine(string id) => new("Resume", $"lines/{Uri.EscapeDataString(id)}/resume", (_, _) => new { }) { NeedsReason = false, To = id };

    public static Act PauseCentre(string id, string name) =>
        new("PauseCentre", $"centres/{Uri.EscapeDataString(id)}/pause", (reason, minutes) => new { reason, minutes }) { Hurts = true, HasEnd = true, To = name };

    public static Act ResumeCentre(string id, string name) =>
        new("Resume", $"centres/{Uri.EscapeDataString(id)}/resume", (_, _) => new { }) { NeedsReason = false, To = name };

    /// <summary>It hurts nobody and is done at once.</summary>
    public static Act Acknowledge(string key) => new("Acknowledge", $"alarms/{Uri.EscapeDataString(key)}/acknowledge", (_, _) => new { }) { NeedsReason = false };

    private static string Call(string id) => $"calls/{Uri.EscapeDataString(id)}";

    private static string Word(CallPriority priority) => priority.ToString().ToLowerInvariant();
}

/// <summary>What became of an act.</summary>
public abstract record ActOutcome
{
    public sealed record Done : ActOutcome;

    /// <param name="Code">Why not, for <c>Act.Refused.CODE</c>.</param>
    /// <param name="By">The account that was first; null where nobody was.</param>
    /// <param name="Words">The router's own, for a code that has no text here.</param>
    public sealed record Refused(string Code, string? By, string? Words) : ActOutcome;

    /// <summary>Nobody knows whether it was done.</summary>
    public sealed record Unknown : ActOutcome;

    /// <summary>The person is no longer signed in.</summary>
    public sealed record SessionOver : ActOutcome;
}
