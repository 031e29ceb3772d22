using Hotline117.Contracts.Decisions;

namespace Hotline117.Routing.Decisions;

/// <summary>
/// The answer to "who shall be rung". In this order:
/// <list type="number">
/// <item>A line can be rung if it is on shift, valid, in a tier of the policy, for callers of this kind, not kept by a condition (paused, …),
/// and has not been tried for this call. If there is none, lines come in that only seem unreachable, rest or were paused by themselves.</item>
/// <item>A wish of the caller (language, gender, service) is required as long as the policy says, the most important first;
/// but only if some line that can be rung, and fulfils the wishes before it, fulfils it.</item>
/// <item>A tier whose time has not come is left out, as long as a better one has a line that can be rung and fulfils what is required.</item>
/// <item>The lines left are ordered: wishes fulfilled, tier, on duty before on call, the way by road. Equals are put in an order drawn
/// from the call's id, each as often first as its capacity deserves; with the region unknown all ways are equal, so that the whole country shares those calls.</item>
/// <item>The first with a free place is taken; which that is, only the store knows (<see cref="Resolve"/>).</item>
/// </list>
/// A pure function of the call, the snapshot, the moment and the places thought taken. It allocates nothing per line that is not named.
/// </summary>
public sealed class Ranking
{
    /// <summary>So many are handed to the store: were all of them taken meanwhile, the caller waits a round and is asked for again.</summary>
    public const int MaxCandidates = 16;

    private readonly RoutingSnapshot _snapshot;
    private readonly RankedLine[] _named;
    private readonly RankedLine[] _candidates;
    private readonly int[] _counts;

    private Ranking(CallFacts call, DateTimeOffset decidedAt, RoutingSnapshot snapshot, RankedLine[] named, RankedLine[] candidates, int[] counts)
    {
        (Call, DecidedAt, _snapshot, _named, _candidates, _counts) = (call, decidedAt, snapshot, named, candidates, counts);
    }

    public CallFacts Call { get; }
    public DateTimeOffset DecidedAt { get; }
    public required Season Season { get; init; }

    /// <summary>Wishes that were not required.</summary>
    public required IReadOnlyList<Requirement> Relaxed { get; init; }

    /// <summary>Nobody else was left, so lines with a doubtful condition are among the candidates.</summary>
    public required bool LastResort { get; init; }

    /// <summary>At most <see cref="MaxCandidates"/>, best first: those thought free, then those thought busy.</summary>
    public IEnumerable<Candidate> Candidates => _candidates.Select(AsCandidate);

    public int CandidateCount => _candidates.Length;

    /// <summary>The line that is taken if no other call comes between; null where all are thought busy or there is none.</summary>
    public string? ExpectedLine => _candidates is [{ Verdict: Verdict.FurtherAway } best, ..] ? _snapshot.Directory.Lines[best.Index].Id : null;

    /// <summary>No line could be rung even if every call ended: to wait would be to wait for nobody.</summary>
    public bool IsHopeless => Count(Verdict.FurtherAway) + Count(Verdict.Busy) + Count(Verdict.AlreadyTried) + Count(Verdict.NotYet) == 0;

    /// <summary>Ranks all lines of the snapshot for a call.</summary>
    /// <param name="taken">The places thought taken, for each line in the directory's order. Empty: none.</param>
    /// <param name="most">The most candidates wanted.</param>
    public static Ranking Of(
        CallFacts call, RoutingSnapshot snapshot, DateTimeOffset now, ReadOnlySpan<ushort> taken = default, int most = MaxCandidates)
    {
        var season = snapshot.TravelTimes.SeasonAt(now);
        var question = new Question(call, snapshot, season, now);
        var lastResort = !question.SomebodyCanBeRung(evenDoubtful: false) && question.SomebodyCanBeRung(evenDoubtful: true);
        var waited = now - call.ReceivedAt;
        var required = question.RequiredWishes(waited, lastResort);
        var openTiers = question.OpenTiers(waited, required, lastResort);

        var named = new BestLines(Math.Min(Explanation.MaxConsidered, question.Lines));
        var free = new BestLines(Math.Min(most, question.Lines));
        var busy = new BestLines(Math.Min(most, question.Lines));
        var counts = new int[Enum.GetValues<Verdict>().Length];
        for (var i = 0; i < question.Lines; i++)
        {
            var verdict = question.VerdictOn(i, required, openTiers, lastResort) ?? (IsTaken(i, taken, question) ? Verdict.Busy : Verdict.FurtherAway);
            counts[(int)verdict]++;
            var rank = question.RankOf(i);
            named.Add(i, verdict, rank, question);
            if (verdict is Verdict.FurtherAway)
                free.Add(i, verdict, rank, question);
            else if (verdict is Verdict.Busy)
                busy.Add(i, verdict, rank, question);
        }

        return new Ranking(call, now, snapshot, named.ToArray(), [.. free.ToArray().Concat(busy.ToArray()).Take(most)], counts)
        {
            Season = season,
            Relaxed = question.Relaxed(required),
            LastResort = lastResort,
        };
    }

    /// <summary>
    /// Puts the reservation's result into an explanation that was written before it was known: every line thought free before the chosen one was lost to another call.
    /// </summary>
    /// <param name="chosenLineId">Null where every candidate was taken.</param>
    public static Explanation Resolve(Explanation explanation, string? chosenLineId)
    {
        var before = true;
        var considered = new List<ConsideredLine>(explanation.Considered.Count);
        foreach (var line in explanation.Considered)
        {
            var isChosen = line.LineId == chosenLineId;
            considered.Add(isChosen ? line with { Verdict = Verdict.Chosen }
                : before && line.Verdict is Verdict.FurtherAway ? line with { Verdict = Verdict.LostRace }
                : line);
            before &= !isChosen;
        }

        return explanation with { ChosenLineId = chosenLineId, Considered = considered };
    }

    /// <summary>The explanation as it is before the store has answered; <see cref="Resolve"/> completes it.</summary>
    public Explanation Explain() => new()
    {
        CallId = Call.CallId,
        Attempt = Call.Attempt,
        DecidedAt = DecidedAt,
        Region = Call.Region.Region,
        RegionSource = Call.Region.Source,
        RegionCertainty = Call.Region.Certainty,
        Language = Call.Wishes.Language,
        Service = Call.Wishes.Service,
        Gender = Call.Wishes.Gender,
        Audience = Call.Wishes.Audience,
        Relaxed = Relaxed,
        LastResort = LastResort,
        Season = Season,
        DirectoryVersion = _snapshot.Directory.Version,
        RosterVersion = _snapshot.Roster.Version,
        PolicyVersion = _snapshot.Policy.Version,
        GeographyVersion = _snapshot.GeographyVersion,
        SnapshotAgeSeconds = (DecidedAt - _snapshot.ConfirmedAt).TotalSeconds,
        ChosenLineId = null,
        Considered = Named(),
        NotNamed = NotNamed(),
    };

    private int Count(Verdict verdict) => _counts[(int)verdict];

    private Candidate AsCandidate(RankedLine line)
    {
        var entry = _snapshot.Directory.Lines[line.Index];
        return new(entry.Id, entry.Centre.Id, entry.Line.Capacity, line.Minutes);
    }

    private List<ConsideredLine> Named()
    {
        var named = new List<ConsideredLine>(_named.Length);
        foreach (var line in _named)
        {
            var entry = _snapshot.Directory.Lines[line.Index];
            named.Add(new() { LineId = entry.Id, CentreId = entry.Centre.Id, TravelMinutes = line.Minutes, Verdict = line.Verdict });
        }

        return named;
    }

    private Dictionary<Verdict, int> NotNamed()
    {
        var left = new Dictionary<Verdict, int>();
        for (var verdict = 0; verdict < _counts.Length; verdict++)
        {
            var count = _counts[verdict] - _named.Count(line => (int)line.Verdict == verdict);
            if (count > 0)
                left[(Verdict)verdict] = count;
        }

        return left;
    }

    private static bool IsTaken(int line, ReadOnlySpan<ushort> taken, Question question) => !taken.IsEmpty && taken[line] >= question.CapacityOf(line);
}
