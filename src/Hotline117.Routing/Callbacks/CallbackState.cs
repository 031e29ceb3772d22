using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Callbacks;

/// <summary>All that the routers know of a callback. The number they never know: it rests on the switch that the call came in on.</summary>
public sealed record CallbackState
{
    public required string CallbackId { get; init; }
    /// <summary>Counts the transitions; one is committed only on the version that it was computed from.</summary>
    public required long Version { get; init; }
    public required CallbackPhase Phase { get; init; }
    /// <summary>The call in which it was agreed. Its switch holds the number.</summary>
    public required string CallId { get; init; }
    public required DateTimeOffset AgreedAt { get; init; }
    public required string Window { get; init; }
    /// <summary>The safe time: from this instant on,</summary>
    public required DateTimeOffset From { get; init; }
    /// <summary>and no more at this one.</summary>
    public required DateTimeOffset To { get; init; }
    /// <summary>By which the caller will know us.</summary>
    public required string Word { get; init; }
    public required CallerRegion Region { get; init; }
    public required CallerWishes Wishes { get; init; }
    /// <summary>Not earlier a counsellor is rung for it.</summary>
    public required DateTimeOffset NextAt { get; init; }
    /// <summary>How often counsellors were rung for it.</summary>
    public int Attempts { get; init; }
    public DateTimeOffset? AttemptAt { get; init; }
    /// <summary>In this attempt the caller's telephone rings, or has.</summary>
    public bool HasRung { get; init; }
    /// <summary>How often the caller's telephone was rung.</summary>
    public int Tries { get; init; }
    public CallbackOutcome? Outcome { get; init; }

    /// <summary>The id of the attempt's local channel. It begins with the switch's own name, as all ids of its channels, and comes once: a second channel with
    /// the same id is refused by the switch.</summary>
    public string ChannelOf(int attempt) => FormattableString.Invariant($"{CallId[..(CallId.LastIndexOf('-') + 1)]}{CallbackId}.{attempt}");

    /// <summary>The attempt as a call: the channel's second half, which asks for a line as a caller's does.</summary>
    public string CallOf(int attempt) => ChannelOf(attempt) + SecondHalf;

    /// <summary>So end the ids of such calls, and of no others.</summary>
    public const string SecondHalf = ";2";
}

public enum CallbackPhase
{
    /// <summary>The caller is still on the line, and may reach somebody after all.</summary>
    Agreed,
    /// <summary>It waits for its time, and for a line.</summary>
    Open,
    /// <summary>A counsellor is rung, or the caller.</summary>
    Calling,
    Ended,
}
