using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Alarms;
using Hotline117.Routing.Callbacks;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;

namespace Hotline117.Routing.Decisions;

/// <summary>
/// The written policy: who is rung, in which order, and what is given up when the caller waits. <see cref="Ranking"/> applies it.
/// What goes in has passed <see cref="PolicyRules"/>.
/// </summary>
public sealed record RoutingPolicy
{
    private readonly Lazy<string> _version;

    public RoutingPolicy() => _version = new(() => ContentVersion.Of(new { Name, Wishes, Tiers, Ring, Care, Again, Attack, Callbacks, Alarms }));

    /// <summary>The copied lazy value would be that of the original.</summary>
    private RoutingPolicy(RoutingPolicy original)
    {
        (Name, Wishes, Tiers, Ring, Care) = (original.Name, original.Wishes, original.Tiers, original.Ring, original.Care);
        (Again, Attack, Callbacks, Alarms) = (original.Again, original.Attack, original.Callbacks, original.Alarms);
        _version = new(() => ContentVersion.Of(new { Name, Wishes, Tiers, Ring, Care, Again, Attack, Callbacks, Alarms }));
    }

    public static RoutingPolicy Default { get; } = new();

    public string Name { get; init; } = "default";

    /// <summary>The most important wish first: it decides before the others.</summary>
    public IReadOnlyList<WishRule> Wishes { get; init; } =
    [
        new(Requirement.Language, TimeSpan.FromSeconds(30)),
        new(Requirement.Gender, TimeSpan.FromSeconds(30)),
        new(Requirement.Service, TimeSpan.FromSeconds(30)),
    ];

    /// <summary>The best first. A line belongs to the first tier that takes it; one that none takes is never rung.</summary>
    public IReadOnlyList<Tier> Tiers { get; init; } =
    [
        new("near", [CentreKind.CrisisCentre, CentreKind.AidCentre]) { WithinMinutes = 300 },
        new("country", [CentreKind.CrisisCentre, CentreKind.AidCentre]),
        new("psychologists", [CentreKind.Psychologist]),
        new("association", [CentreKind.AssociationDesk]),
        new("correctional", [CentreKind.CorrectionalProgramme]),
    ];

    /// <summary>How many lines ring for one caller, and when.</summary>
    public RingRule Ring { get; init; } = RingRule.Default;

    /// <summary>How lines and the people behind them are cared for.</summary>
    public CarePolicy Care { get; init; } = CarePolicy.Default;

    /// <summary>What becomes of callers who dial again within minutes.</summary>
    public AgainPolicy Again { get; init; } = AgainPolicy.Default;

    /// <summary>When callers are asked to key in a spoken number.</summary>
    public AttackPolicy Attack { get; init; } = AttackPolicy.Default;

    /// <summary>How callers are called back who agreed to it.</summary>
    public CallbackPolicy Callbacks { get; init; } = CallbackPolicy.Default;

    /// <summary>From when on something is an alarm.</summary>
    public AlarmPolicy Alarms { get; init; } = AlarmPolicy.Default;

    /// <summary>12 hexadecimal digits that stand for the content.</summary>
    public string Version => _version.Value;

    public bool Equals(RoutingPolicy? other) => other is not null && Version == other.Version;

    public override int GetHashCode() => Version.GetHashCode(StringComparison.Ordinal);
}

/// <summary>How a caller's wish is treated.</summary>
/// <param name="RequiredFor">So long in the wait only lines that fulfil it are rung, if there is one that could be; later they come first.</param>
public sealed record WishRule(Requirement Wish, TimeSpan RequiredFor);

/// <summary>Lines that are equal before the policy, but for the way to them.</summary>
public sealed record Tier(string Name, IReadOnlyList<CentreKind> Kinds)
{
    /// <summary>Only lines to which the way takes at most so long; null is without limit. A caller whose region is unknown is near to all.</summary>
    public int? WithinMinutes { get; init; }

    /// <summary>Rung when the caller has waited so long; earlier only if no line of a better tier could be rung at all.</summary>
    public TimeSpan After { get; init; }
}

/// <summary>Whether the nearest lines ring one after the other, or several for one caller, of which one answers.</summary>
/// <param name="AtOnce">So many lines at most.</param>
/// <param name="AfterOffers">The first offers of a call go to one line each.</param>
public sealed record RingRule(int AtOnce = 1, int AfterOffers = 0)
{
    /// <summary>In the simulation this reaches a counsellor within 10 s as often as two telephones that begin at once, and nine in ten second ones stay silent.</summary>
    public static RingRule Default { get; } = new(2) { NextAfter = TimeSpan.FromSeconds(8) };

    /// <summary>The nearest rings alone for so long, then the next one rings too, and so on. Zero: all begin at once.</summary>
    public TimeSpan NextAfter { get; init; }

    /// <param name="offers">How many offers the call has had.</param>
    /// <param name="othersWait">Other callers wait: a second telephone for one would be none for another.</param>
    public int LinesFor(int offers, bool othersWait) => offers < AfterOffers || othersWait ? 1 : AtOnce;

    /// <summary>Whoever is in danger has no seconds for an empty chair.</summary>
    public TimeSpan NextAfterFor(CallPriority priority) => priority is CallPriority.Danger ? TimeSpan.Zero : NextAfter;
}
