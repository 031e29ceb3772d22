using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Callbacks;

/// <summary>Something that happened to a callback, from wherever: the switch, the clock, a person.</summary>
public abstract record CallbackSignal(string CallbackId, DateTimeOffset At);

/// <summary>The caller has agreed, with every key that it takes.</summary>
public sealed record CallbackAgreed(
    string CallbackId, DateTimeOffset At, string CallId, CallbackWindow Window, string Word, CallerRegion Region, CallerWishes Wishes) : CallbackSignal(CallbackId, At);

/// <summary>The call in which it was agreed is over.</summary>
/// <param name="WasAnswered">The caller has talked with somebody.</param>
public sealed record CallerLeft(string CallbackId, DateTimeOffset At, bool WasAnswered) : CallbackSignal(CallbackId, At);

/// <summary>A line seems free: this router wants to make the next attempt.</summary>
public sealed record AttemptBegun(string CallbackId, DateTimeOffset At) : CallbackSignal(CallbackId, At);

/// <summary>A counsellor has taken it, and the caller's telephone rings.</summary>
/// <param name="Channel">Of the attempt.</param>
public sealed record CallerRung(string CallbackId, DateTimeOffset At, string Channel) : CallbackSignal(CallbackId, At);

/// <summary>Somebody has picked up.</summary>
public sealed record CallerReached(string CallbackId, DateTimeOffset At) : CallbackSignal(CallbackId, At);

/// <summary>Nobody has picked up.</summary>
/// <inheritdoc cref="CallerRung"/>
public sealed record CallerUnreached(string CallbackId, DateTimeOffset At, string Channel) : CallbackSignal(CallbackId, At);

/// <summary>The attempt's call is over.</summary>
/// <inheritdoc cref="CallerRung"/>
public sealed record AttemptOver(string CallbackId, DateTimeOffset At, string Channel) : CallbackSignal(CallbackId, At);

/// <summary>The switch has the number no more: its time was over, or the caller has agreed to another callback.</summary>
public sealed record NumberGone(string CallbackId, DateTimeOffset At) : CallbackSignal(CallbackId, At);

/// <summary>The clock is looked at.</summary>
public sealed record TimePassed(string CallbackId, DateTimeOffset At) : CallbackSignal(CallbackId, At);

/// <summary>A person calls it off, or nobody could tell the caller that it was noted.</summary>
public sealed record CallbackCancelled(string CallbackId, DateTimeOffset At) : CallbackSignal(CallbackId, At);

/// <summary>A person wants it made now.</summary>
public sealed record BroughtForward(string CallbackId, DateTimeOffset At) : CallbackSignal(CallbackId, At);
