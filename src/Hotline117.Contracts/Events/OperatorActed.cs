namespace Hotline117.Contracts.Events;

/// <summary>Somebody who is signed in, or the policy by itself, changed what the hotline does. The audit trail is made of these.</summary>
public sealed record OperatorActed : HotlineEvent
{
    /// <summary>The account's name, or <c>policy</c>.</summary>
    public required string Actor { get; init; }
    /// <summary>Such as <c>line.pause</c>, <c>roster.replace</c>, <c>policy.replace</c>.</summary>
    public required string Action { get; init; }
    /// <summary>The id of the line, the version of the roster, …</summary>
    public required string Target { get; init; }
    /// <summary>In the actor's words, or null. It never holds a number.</summary>
    public string? Reason { get; init; }
}
