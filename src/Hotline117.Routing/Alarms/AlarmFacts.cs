using Hotline117.Contracts.Live;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;

namespace Hotline117.Routing.Alarms;

/// <summary>What one router knows at a moment that may be an alarm.</summary>
public sealed record AlarmFacts(DateTimeOffset At, RoutingSnapshot Snapshot, RegionMap Regions)
{
    /// <summary>Live ones of switches that this router can tell what to do: of others it may not know that they have ended.</summary>
    public IReadOnlyCollection<CallState> Calls { get; init; } = [];

    /// <summary>By the roster, as far ahead as the policy looks.</summary>
    public IReadOnlyList<CoverGap> Gaps { get; init; } = [];

    /// <summary>When the switch last rang its own plan, as far as is known here.</summary>
    public DateTimeOffset? FallbackAt { get; init; }

    /// <summary>Lines that are paused by themselves because nobody picks up, and since when.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> SilentLines { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>Null while it is not known.</summary>
    public Traffic? Traffic { get; init; }

    public IReadOnlyList<PartTrouble> Troubles { get; init; } = [];

    /// <summary>Entries of the outbox.</summary>
    public long WaitingEvents { get; init; }

    /// <summary>So many the outbox takes; what comes beyond is lost to the statistics.</summary>
    public long MostWaitingEvents { get; init; } = long.MaxValue;
}

/// <summary>Something that the hotline needs does not work.</summary>
/// <param name="Name">Of the switch; null where there is only one such part.</param>
public sealed record PartTrouble(AlarmKind Kind, string? Name, DateTimeOffset Since);

/// <summary>Which regions have called within <see cref="AlarmPolicy.Quiet"/>, and which centres were rung.</summary>
/// <param name="Since">Nothing is known of what was before.</param>
/// <param name="CallsFrom">By region.</param>
/// <param name="LastOffer">By centre.</param>
public sealed record Traffic(DateTimeOffset Since, IReadOnlyDictionary<string, int> CallsFrom, IReadOnlyDictionary<string, DateTimeOffset> LastOffer);
