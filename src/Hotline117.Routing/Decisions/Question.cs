using System.Numerics;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Decisions;

/// <summary>One call's question, put to the classes of lines that its kind of caller sees; <see cref="Ranking"/> says in which order.</summary>
internal readonly ref struct Question
{
    private readonly RoutingPolicy _policy;
    private readonly CentreDirectory _directory;
    private readonly LinesNow _lines;
    private readonly LinesSeen _seen;
    private readonly int[] _tried;
    private readonly int[] _untried;
    private readonly ulong _seed;

    public Question(CallFacts call, RoutingSnapshot snapshot, Season season, DateTimeOffset now)
    {
        (_policy, _directory) = (snapshot.Policy, snapshot.Directory);
        _lines = snapshot.LinesAt(now);
        var region = snapshot.TravelTimes.Knows(call.Region.Region) ? call.Region.Region : null;
        _seen = snapshot.KindsAt(now).SeenBy(new(region, season, call.Wishes));
        _tried = call.TriedLines.Count == 0 ? [] : [.. call.TriedLines.Select(_directory.IndexOf).Where(index => index >= 0).Distinct()];
        _untried = [.. _seen.Sizes];
        foreach (var line in _tried)
            _untried[_seen.ClassOf[line]]--;
        _seed = FairDraw.SeedOf(call.CallId);
    }

    public LinesSeen Seen => _seen;

    public ReadOnlySpan<int> Tried => _tried;

    /// <summary>How many lines of each class have not been tried for this call.</summary>
    public ReadOnlySpan<int> Untried => _untried;

    public ReadOnlySpan<ushort> Capacity => _lines.Capacity;

    public ulong DrawOf(int line) => FairDraw.Of(_seed, _lines.Seed[line], _lines.Capacity[line]);

    public bool SomebodyCanBeRung(bool evenDoubtful)
    {
        for (var each = 0; each < _untried.Length; each++)
        {
            if (CanBeRung(each, evenDoubtful))
                return true;
        }

        return false;
    }

    /// <summary>The wishes that lines must fulfil, as bits in the order of the policy's rules for this call.</summary>
    public uint RequiredWishes(TimeSpan waited, bool evenDoubtful)
    {
        var required = 0u;
        for (var rule = 0; rule < _seen.Wishes.Length; rule++)
        {
            var withThis = required | Bit(rule);
            if (waited < _seen.Wishes[rule].RequiredFor && SomeoneFulfils(withThis, evenDoubtful))
                required = withThis;
        }

        return required;
    }

    /// <summary>The tiers that may be rung now, as bits.</summary>
    public uint OpenTiers(TimeSpan waited, uint required, bool evenDoubtful)
    {
        var withSomeone = 0u;
        for (var each = 0; each < _untried.Length; each++)
        {
            if (CanBeRung(each, evenDoubtful) && Fulfils(each, required))
                withSomeone |= Bit(_seen.Classes[each].Tier);
        }

        var open = 0u;
        for (var tier = 0; tier < _seen.Tiers; tier++)
        {
            var nobodyBetter = (withSomeone & (Bit(tier) - 1)) == 0;
            if (nobodyBetter || waited >= _policy.Tiers[tier].After)
                open |= Bit(tier);
        }

        return open;
    }

    /// <summary>Of each class. <see cref="Verdict.FurtherAway"/> stands for lines that are rung if they have a free place.</summary>
    public Verdict[] Verdicts(uint required, uint openTiers, bool evenDoubtful)
    {
        var verdicts = new Verdict[_seen.Classes.Length];
        for (var each = 0; each < verdicts.Length; each++)
            verdicts[each] = VerdictOn(_seen.Classes[each], required, openTiers, evenDoubtful);
        return verdicts;
    }

    public IReadOnlyList<Requirement> Relaxed(uint required) => _seen.Wishes.Length == 0 ? [] : [.. _seen.Wishes.Where((_, rule) => (required & Bit(rule)) == 0).Select(rule => rule.Wish)];

    private Verdict VerdictOn(LineClass lines, uint required, uint openTiers, bool evenDoubtful)
    {
        if (!lines.CanBeRung(evenDoubtful))
            return lines.Obstacle!.Value;
        var missing = required & ~lines.Fulfilled;
        if (missing == 0)
            return (openTiers & Bit(lines.Tier)) == 0 ? Verdict.NotYet : Verdict.FurtherAway;
        return _seen.Wishes[BitOperations.TrailingZeroCount(missing)].Wish switch
        {
            Requirement.Language => Verdict.OtherLanguage,
            Requirement.Gender => Verdict.OtherGender,
            _ => Verdict.LacksService,
        };
    }

    private bool CanBeRung(int each, bool evenDoubtful) => _untried[each] > 0 && _seen.Classes[each].CanBeRung(evenDoubtful);

    private bool Fulfils(int each, uint required) => (required & ~_seen.Classes[each].Fulfilled) == 0;

    private bool SomeoneFulfils(uint required, bool evenDoubtful)
    {
        for (var each = 0; each < _untried.Length; each++)
        {
            if (CanBeRung(each, evenDoubtful) && Fulfils(each, required))
                return true;
        }

        return false;
    }

    private static uint Bit(int place) => 1u << place;
}
