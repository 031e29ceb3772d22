using System.Numerics;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Decisions;

/// <summary>One call's question put to each line by its index; <see cref="Ranking"/> says in which order.</summary>
internal readonly ref struct Question
{
    // A rank from its highest bit down: 3 bits of wishes not fulfilled, 8 of the tier, 1 of on call, 31 of minutes, 1 of the language hint.
    private const int MinutesShift = 1;
    private const int OnCallShift = MinutesShift + 31;
    private const int TierShift = OnCallShift + 1;
    private const int WishShift = TierShift + 8;

    private const int NoTier = -1;

    private readonly CallFacts _call;
    private readonly RoutingSnapshot _snapshot;
    private readonly LinesNow _lines;
    private readonly ReadOnlySpan<int> _minutes;
    private readonly uint[] _kindsOfTier;
    private readonly int[] _minutesOfTier;
    private readonly WishRule[] _wishes;
    private readonly WordSet _language;
    private readonly WordSet _languageHint;
    private readonly WordSet _service;
    private readonly int[] _tried;
    private readonly ulong _seed;

    public Question(CallFacts call, RoutingSnapshot snapshot, Season season, DateTimeOffset now)
    {
        (_call, _snapshot) = (call, snapshot);
        _lines = snapshot.LinesAt(now);
        _minutes = snapshot.Nearness.From(call.Region.Region, season);
        var anywhere = !snapshot.TravelTimes.Knows(call.Region.Region);
        var tiers = snapshot.Policy.Tiers;
        _kindsOfTier = [.. tiers.Select(tier => tier.Kinds.Aggregate(0u, (kinds, kind) => kinds | Bit((int)kind)))];
        _minutesOfTier = [.. tiers.Select(tier => anywhere ? Nearness.Unknown : tier.WithinMinutes ?? Nearness.Unknown)];
        _wishes = [.. snapshot.Policy.Wishes.Where(rule => IsWished(rule.Wish, call.Wishes))];
        _language = call.Wishes.Language is { } language ? WordSet.Of(language, Languages.Known) : default;
        _languageHint = call.Wishes.LanguageHint is { } hint ? WordSet.Of(hint, Languages.Known) : default;
        _service = call.Wishes.Service is { } service ? WordSet.Of(service, Services.Known) : default;
        _tried = [.. call.TriedLines.Select(snapshot.Directory.IndexOf).Where(index => index >= 0)];
        _seed = FairDraw.SeedOf(call.CallId);
    }

    public int Lines => _minutes.Length;

    public int CapacityOf(int line) => _lines.Capacity[line];

    public ulong DrawOf(int line) => FairDraw.Of(_seed, _lines.Seed[line], _lines.Capacity[line]);

    public bool IsBeforeById(int line, int other) => string.CompareOrdinal(_snapshot.Directory.Lines[line].Id, _snapshot.Directory.Lines[other].Id) < 0;

    public bool SomebodyCanBeRung(bool evenDoubtful)
    {
        for (var i = 0; i < Lines; i++)
        {
            if (CanBeRung(i, evenDoubtful))
                return true;
        }

        return false;
    }

    /// <summary>The wishes that lines must fulfil, as bits in the order of the policy's rules for this call.</summary>
    public uint RequiredWishes(TimeSpan waited, bool evenDoubtful)
    {
        Span<bool> someoneFulfils = stackalloc bool[1 << 3];
        for (var i = 0; i < Lines; i++)
        {
            if (CanBeRung(i, evenDoubtful))
                someoneFulfils[(int)FulfilledBy(i)] = true;
        }

        var required = 0u;
        for (var rule = 0; rule < _wishes.Length; rule++)
        {
            var withThis = required | Bit(rule);
            if (waited < _wishes[rule].RequiredFor && SomeoneFulfils(withThis, someoneFulfils))
                required = withThis;
        }

        return required;
    }

    /// <summary>The tiers that may be rung now, as bits.</summary>
    public uint OpenTiers(TimeSpan waited, uint required, bool evenDoubtful)
    {
        var withSomeone = 0u;
        for (var i = 0; i < Lines; i++)
        {
            if (CanBeRung(i, evenDoubtful) && Fulfils(i, required))
                withSomeone |= Bit(TierOf(i));
        }

        var open = 0u;
        for (var tier = 0; tier < _kindsOfTier.Length; tier++)
        {
            var nobodyBetter = (withSomeone & (Bit(tier) - 1)) == 0;
            if (nobodyBetter || waited >= _snapshot.Policy.Tiers[tier].After)
                open |= Bit(tier);
        }

        return open;
    }

    /// <returns>Null for a line that is rung if it has a free place.</returns>
    public Verdict? VerdictOn(int line, uint required, uint openTiers, bool evenDoubtful)
    {
        if (ObstacleOf(line, evenDoubtful) is { } obstacle)
            return obstacle;
        var missing = required & ~FulfilledBy(line);
        if (missing != 0)
        {
            return _wishes[BitOperations.TrailingZeroCount(missing)].Wish switch
            {
                Requirement.Language => Verdict.OtherLanguage,
                Requirement.Gender => Verdict.OtherGender,
                _ => Verdict.LacksService,
            };
        }

        return (openTiers & Bit(TierOf(line))) == 0 ? Verdict.NotYet : null;
    }

    /// <summary>Lower is better, whatever stands against the line.</summary>
    public ulong RankOf(int line)
    {
        var fulfilled = FulfilledBy(line);
        var missed = 0ul;
        for (var rule = 0; rule < _wishes.Length; rule++)
            missed = (missed << 1) | ((fulfilled & Bit(rule)) == 0 ? 1ul : 0);
        var tier = TierOf(line) is var found && found == NoTier ? (ulong)_kindsOfTier.Length : (ulong)found;
        return (missed << WishShift) | (tier << TierShift) | ((_lines.IsOnCall[line] ? 1ul : 0) << OnCallShift)
            | ((ulong)(uint)_minutes[line] << MinutesShift) | (_lines.Languages[line].Overlaps(_languageHint) ? 0ul : 1);
    }

    public static int? MinutesIn(ulong rank) => (int)((rank >> MinutesShift) & Nearness.Unknown) is var minutes && minutes == Nearness.Unknown ? null : minutes;

    public IReadOnlyList<Requirement> Relaxed(uint required) => [.. _wishes.Where((_, rule) => (required & Bit(rule)) == 0).Select(rule => rule.Wish)];

    private bool CanBeRung(int line, bool evenDoubtful) => ObstacleOf(line, evenDoubtful) is null;

    private bool Fulfils(int line, uint required) => (required & ~FulfilledBy(line)) == 0;

    private Verdict? ObstacleOf(int line, bool evenDoubtful)
    {
        if (_lines.Kind[line] is CentreKind.CorrectionalProgramme != (_call.Wishes.Audience is Audience.Perpetrators))
            return Verdict.OtherAudience;
        if (TierOf(line) == NoTier)
            return Verdict.NotInPolicy;
        if (_lines.Obstacle[line] is { } obstacle && !(evenDoubtful && _lines.IsSoft[line]))
            return obstacle;
        return _tried.AsSpan().Contains(line) ? Verdict.AlreadyTried : null;
    }

    private int TierOf(int line)
    {
        var kind = Bit((int)_lines.Kind[line]);
        for (var tier = 0; tier < _kindsOfTier.Length; tier++)
        {
            if ((_kindsOfTier[tier] & kind) != 0 && _minutes[line] <= _minutesOfTier[tier])
                return tier;
        }

        return NoTier;
    }

    private uint FulfilledBy(int line)
    {
        var fulfilled = 0u;
        for (var rule = 0; rule < _wishes.Length; rule++)
        {
            var holds = _wishes[rule].Wish switch
            {
                Requirement.Language => _lines.Languages[line].Overlaps(_language),
                Requirement.Gender => _lines.Genders[line].Everybody == _call.Wishes.Gender,
                _ => _lines.Services[line].Overlaps(_service),
            };
            fulfilled |= holds ? Bit(rule) : 0;
        }

        return fulfilled;
    }

    private static bool SomeoneFulfils(uint required, ReadOnlySpan<bool> someoneFulfils)
    {
        for (var fulfilled = 0u; fulfilled < someoneFulfils.Length; fulfilled++)
        {
            if (someoneFulfils[(int)fulfilled] && (required & ~fulfilled) == 0)
                return true;
        }

        return false;
    }

    private static bool IsWished(Requirement wish, CallerWishes wishes) => wish switch
    {
        Requirement.Language => wishes.Language is not null,
        Requirement.Gender => wishes.Gender is not null,
        _ => wishes.Service is not null,
    };

    private static uint Bit(int place) => 1u << place;
}
