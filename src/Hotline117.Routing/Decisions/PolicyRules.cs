using Hotline117.Routing.Alarms;
using Hotline117.Routing.Callbacks;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;

namespace Hotline117.Routing.Decisions;

/// <summary>What a policy must be to be used. Finds all that is wrong, not only the first.</summary>
public static class PolicyRules
{
    public const int MaxTiers = 20;

    /// <summary>More counsellors would be called away for one caller than it is worth.</summary>
    public const int MaxAtOnce = 5;

    public const int MaxAfterOffers = 100;

    /// <summary>Longer than RING_SECONDS of the switch the first line does not ring.</summary>
    public static readonly TimeSpan MaxNextAfter = TimeSpan.FromSeconds(20);

    /// <summary>Nobody waits longer for a better answer.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(30);

    public static IReadOnlyList<Problem> Check(RoutingPolicy policy) =>
    [
        .. policy.Wishes.SelectMany(CheckWish),
        .. policy.Wishes.GroupBy(rule => rule.Wish).SelectMany(same => same.Skip(1).Select(rule =>
            new Problem(rule, "wish", "the wish stands in the policy twice", "keep one", same.First()))),
        .. policy.Tiers.SelectMany(CheckTier),
        .. policy.Tiers.GroupBy(tier => tier.Name).SelectMany(same => same.Skip(1).Select(tier =>
            new Problem(tier, "name", $"the tier '{tier.Name}' stands in the policy twice", "give each tier a name of its own", same.First()))),
        .. CheckWhole(policy),
        .. CheckRing(policy.Ring, policy.Care),
        .. CareRules.Check(policy.Care),
        .. AgainRules.Check(policy.Again),
        .. AttackPolicy.Check(policy.Attack),
        .. CallbackRules.Check(policy.Callbacks),
        .. AlarmPolicy.Check(policy.Alarms),
    ];

    private static IEnumerable<Problem> CheckWhole(RoutingPolicy policy)
    {
        if (policy.Tiers.Count > MaxTiers)
            yield return new(policy, "tiers", $"there are {policy.Tiers.Count} tiers", $"write at most {MaxTiers}");
        if (!policy.Tiers.Any(tier => tier.WithinMinutes is null && tier.Kinds.Contains(CentreKind.CrisisCentre)))
        {
            yield return new(policy, "tiers", "a caller far from every crisis centre would have nobody",
                "let one tier take crisis-centre without withinMinutes");
        }
    }

    private static IEnumerable<Problem> CheckRing(RingRule ring, CarePolicy care)
    {
        if (ring.AtOnce is < 1 or > MaxAtOnce)
            yield return new(ring, "atOnce", $"{ring.AtOnce} lines can't ring at once", $"write a number from 1 (one after the other) to {MaxAtOnce}");
        if (ring.AfterOffers is < 0 or > MaxAfterOffers)
            yield return new(ring, "afterOffers", "no caller has so many offers", $"write a number from 0 to {MaxAfterOffers}");
        if (ring.NextAfter < TimeSpan.Zero || ring.NextAfter > MaxNextAfter)
            yield return new(ring, "nextAfterSeconds", "no telephone rings alone for so long", $"write a number from 0 (all begin at once) to {MaxNextAfter.TotalSeconds:0}");
        else if (ring.AtOnce is > 1 and <= MaxAtOnce && (ring.AtOnce - 1) * ring.NextAfter >= care.LongestRing)
            yield return new(ring, "nextAfterSeconds", "the last line would begin to ring when its place is thought free again", "make it less, or longestRingSeconds more");
    }

    private static IEnumerable<Problem> CheckWish(WishRule rule)
    {
        if (rule.RequiredFor < TimeSpan.Zero || rule.RequiredFor > MaxWait)
            yield return new(rule, "requiredForSeconds", "this is no time that a caller could wait", $"write a number from 0 to {MaxWait.TotalSeconds:0}");
    }

    private static IEnumerable<Problem> CheckTier(Tier tier)
    {
        if (!Slug.IsValid(tier.Name))
            yield return new(tier, "name", $"'{tier.Name}' is no name", Slug.Remedy);
        if (tier.Kinds.Count == 0)
            yield return new(tier, "kinds", "the tier takes no kind of centre", "name at least one, such as [crisis-centre]");
        if (tier.Kinds.Contains(CentreKind.Emergency))
            yield return new(tier, "kinds", "emergency lines are no tier", "leave 'emergency' out: the switch rings it by itself when nobody else is there");
        if (tier.WithinMinutes is <= 0)
            yield return new(tier, "withinMinutes", "nobody is as near as that", "write minutes by road, or leave it out for the whole country");
        if (tier.After < TimeSpan.Zero || tier.After > MaxWait)
            yield return new(tier, "afterSeconds", "this is no time that a caller could wait", $"write a number from 0 to {MaxWait.TotalSeconds:0}");
    }
}
