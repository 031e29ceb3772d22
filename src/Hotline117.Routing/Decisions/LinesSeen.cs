using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Decisions;

/// <summary>Lines among which only the way, the places and the draw decide.</summary>
/// <param name="Obstacle">What keeps them from being rung for this kind of caller; null for nothing.</param>
/// <param name="IsSoft">The obstacle gives way where nobody else is left to ring.</param>
/// <param name="Tier"><see cref="LinesSeen.NoTier"/> where the policy sends no call there.</param>
/// <param name="Fulfilled">The caller's wishes as bits, in the order of <see cref="LinesSeen.Wishes"/>.</param>
internal readonly record struct LineClass(Verdict? Obstacle, bool IsSoft, int Tier, uint Fulfilled)
{
    public bool CanBeRung(bool evenDoubtful) => Obstacle is null || (evenDoubtful && IsSoft);
}

/// <summary>
/// All lines before one kind of caller: in classes, and in the order of their ranks. A decision goes over the few classes, and in the order
/// only as far as it needs; so it costs the same with 18 lines and with 10,000.
/// </summary>
internal sealed class LinesSeen
{
    public const int NoTier = -1;

    // A rank from its highest bit down: 3 bits of wishes not fulfilled, 8 of the tier, 1 of on call, 31 of minutes, 1 of the language hint.
    private const int MinutesShift = 1;
    private const int OnCallShift = MinutesShift + 31;
    private const int TierShift = OnCallShift + 1;
    private const int WishShift = TierShift + 8;

    private readonly LinesNow _lines;
    private readonly CallerWishes _caller;
    private readonly uint[] _kindsOfTier;
    private readonly int[] _minutesOfTier;
    private readonly WordSet _language, _languageHint, _service;

    public LinesSeen(CallerKind kind, LinesNow lines, RoutingPolicy policy, ReadOnlySpan<int> minutes)
    {
        (_lines, _caller) = (lines, kind.Wishes);
        _kindsOfTier = [.. policy.Tiers.Select(tier => tier.Kinds.Aggregate(0u, (kinds, each) => kinds | (1u << (int)each)))];
        _minutesOfTier = [.. policy.Tiers.Select(tier => kind.Region is null ? Nearness.Unknown : tier.WithinMinutes ?? Nearness.Unknown)];
        Wishes = [.. policy.Wishes.Where(rule => IsWished(rule.Wish, _caller))];
        _language = _caller.Language is { } language ? WordSet.Of(language, Languages.Known) : default;
        _languageHint = _caller.LanguageHint is { } hint ? WordSet.Of(hint, Languages.Known) : default;
        _service = _caller.Service is { } service ? WordSet.Of(service, Services.Known) : default;

        ClassOf = new ushort[minutes.Length];
        Order = new int[minutes.Length];
        Ranks = new ulong[minutes.Length];
        var (numbers, classes, sizes) = (new Dictionary<LineClass, ushort>(), new List<LineClass>(), new List<int>());
        for (var i = 0; i < minutes.Length; i++)
        {
            var its = Classify(i, minutes[i]);
            if (!numbers.TryGetValue(its, out var number))
            {
                numbers[its] = number = (ushort)classes.Count;
                classes.Add(its);
                sizes.Add(0);
            }

            sizes[number]++;
            (ClassOf[i], Order[i], Ranks[i]) = (number, i, RankOf(i, its, minutes[i]));
        }

        (Classes, Sizes) = ([.. classes], [.. sizes]);
        Array.Sort(Ranks, Order);
    }

    /// <summary>The policy's rules for what this kind of caller wishes.</summary>
    public WishRule[] Wishes { get; }
    public int Tiers => _kindsOfTier.Length;
    public LineClass[] Classes { get; }

    /// <summary>How many lines each class has.</summary>
    public int[] Sizes { get; }

    /// <summary>By the line's index in the directory.</summary>
    public ushort[] ClassOf { get; }

    /// <summary>The lines' indexes, lowest rank first.</summary>
    public int[] Order { get; }

    /// <summary>Of the line at the same place in <see cref="Order"/>; lower is better, whatever stands against the line.</summary>
    public ulong[] Ranks { get; }

    public static int? MinutesIn(ulong rank) => (int)((rank >> MinutesShift) & Nearness.Unknown) is var minutes && minutes == Nearness.Unknown ? null : minutes;

    private LineClass Classify(int line, int minutes)
    {
        var tier = TierOf(line, minutes);
        var (obstacle, isSoft) =
            _lines.Kind[line] is CentreKind.CorrectionalProgramme != (_caller.Audience is Audience.Perpetrators) ? (Verdict.OtherAudience, false) :
            tier == NoTier ? (Verdict.NotInPolicy, false) :
            (_lines.Obstacle[line], _lines.IsSoft[line]);
        return new(obstacle, isSoft, tier, FulfilledBy(line));
    }

    private ulong RankOf(int line, LineClass its, int minutes)
    {
        var missed = 0ul;
        for (var rule = 0; rule < Wishes.Length; rule++)
            missed = (missed << 1) | ((its.Fulfilled & (1u << rule)) == 0 ? 1ul : 0);
        var tier = its.Tier == NoTier ? (ulong)Tiers : (ulong)its.Tier;
        return (missed << WishShift) | (tier << TierShift) | ((_lines.IsOnCall[line] ? 1ul : 0) << OnCallShift)
            | ((ulong)(uint)minutes << MinutesShift) | (_lines.Languages[line].Overlaps(_languageHint) ? 0ul : 1);
    }

    private int TierOf(int line, int minutes)
    {
        var kind = 1u << (int)_lines.Kind[line];
        for (var tier = 0; tier < Tiers; tier++)
        {
            if ((_kindsOfTier[tier] & kind) != 0 && minutes <= _minutesOfTier[tier])
                return tier;
        }

        return NoTier;
    }

    private uint FulfilledBy(int line)
    {
        var fulfilled = 0u;
        for (var rule = 0; rule < Wishes.Length; rule++)
        {
            var holds = Wishes[rule].Wish switch
            {
                Requirement.Language => _lines.Languages[line].Overlaps(_language),
                Requirement.Gender => _lines.Genders[line].Everybody == _caller.Gender,
                _ => _lines.Services[line].Overlaps(_service),
            };
            fulfilled |= holds ? 1u << rule : 0;
        }

        return fulfilled;
    }

    private static bool IsWished(Requirement wish, CallerWishes wishes) => wish switch
    {
        Requirement.Language => wishes.Language is not null,
        Requirement.Gender => wishes.Gender is not null,
        _ => wishes.Service is not null,
    };
}
