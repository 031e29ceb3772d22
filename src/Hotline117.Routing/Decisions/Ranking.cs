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
/// <item>Of the lines left, the one that talked with a caller who was cut off, or rang for her, comes before all others.</item>
/// <item>A place that is another's turn, who waits before this caller, is not taken; nor does this caller bid for a place that is yet to become free.</item>
/// <item>The first with a free place is taken; which that is, only the store knows (<see cref="Resolve"/>).</item>
/// </list>
/// A pure function of the call, the snapshot, the moment and the places thought taken. It allocates nothing per line that is not named.
/// </summary>
public sealed class Ranking
{
    /// <summary>So many are handed to the store: were all of them taken meanwhile, the caller waits a round and is asked for again.</summary>
    public const int MaxCandidates = 16;

    private static readonly int _verdicts = Enum.GetValues<Verdict>().Length;

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

    /// <summary>Null where the policy decides.</summary>
    public PersonsChoice? Choice { get; private init; }

    /// <summary>At most <see cref="MaxCandidates"/>, best first: those thought free, then those thought busy.</summary>
    public IEnumerable<Candidate> Candidates => _candidates.Select(AsCandidate);

    public int CandidateCount => _candidates.Length;

    /// <summary>The line that is taken if no other call comes between; null where all are thought busy or there is none.</summary>
    public string? ExpectedLine => _candidates is [{ Verdict: Verdict.FurtherAway } best, ..] ? _snapshot.Directory.Lines[best.Index].Id : null;

    /// <summary>No line could be rung even if every call ended: to wait would be to wait for nobody.</summary>
    public bool IsHopeless => Count(Verdict.FurtherAway) + Count(Verdict.HeldForEarlier) + Count(Verdict.Busy) + Count(Verdict.AlreadyTried) + Count(Verdict.NotYet) == 0;

    /// <summary>Ranks all lines of the snapshot for a call.</summary>
    /// <param name="taken">The places thought taken, for each line in the directory's order. Empty: none.</param>
    /// <param name="promised">Where others wait before this caller: the places that are theirs by <see cref="WaitingQueue"/>, for each line. Empty: nobody is before.</param>
    /// <param name="most">The most candidates wanted.</param>
    /// <param name="choice">The lines that a person chose are the only candidates; what the policy thinks of all lines is explained all the same.</param>
    public static Ranking Of(
        CallFacts call, RoutingSnapshot snapshot, DateTimeOffset now, ReadOnlySpan<ushort> taken = default, ReadOnlySpan<ushort> promised = default,
        int most = MaxCandidates, PersonsChoice? choice = null)
    {
        var season = snapshot.TravelTimes.SeasonAt(now);
        var question = new Question(call, snapshot, season, now);
        var lastResort = !question.SomebodyCanBeRung(evenDoubtful: false) && question.SomebodyCanBeRung(evenDoubtful: true);
        var waited = now - call.ReceivedAt;
        var required = question.RequiredWishes(waited, lastResort);
        var openTiers = question.OpenTiers(waited, required, lastResort);

        var verdicts = question.Verdicts(required, openTiers, lastResort);
        var places = new PlacesLeft(taken, promised);
        // The places change while they are read, so that a count may be one off.
        var counts = CountVerdicts(question, verdicts, lastResort, places);
        var mostNamed = Math.Min(Explanation.MaxConsidered, snapshot.Directory.Lines.Count);
        var mostFree = Math.Max(0, Math.Min(most, counts[(int)Verdict.FurtherAway]));
        // Who has others before her does not bid for what is yet to become free.
        var mostBusy = !promised.IsEmpty ? 0 : Math.Max(0, Math.Min(most, counts[(int)Verdict.Busy] + counts[(int)Verdict.FurtherAway]) - mostFree);
        var (named, free, busy) = (new List<RankedLine>(mostNamed), new List<RankedLine>(mostFree), new List<RankedLine>(mostBusy));
        void Take(RankedLine line)
        {
            if (named.Count < mostNamed)
                named.Add(line);
            if (line.Verdict is Verdict.FurtherAway && free.Count < mostFree)
                free.Add(line);
            if (line.Verdict is Verdict.Busy && busy.Count < mostBusy)
                busy.Add(line);
        }

        var preferred = Preferred(call, snapshot, question, verdicts, lastResort, places);
        if (preferred is { } first)
            Take(first);
        using var order = new DrawnOrder(question, stackalloc int[DrawnOrder.Buckets]);
        while ((named.Count < mostNamed || free.Count < mostFree || busy.Count < mostBusy) && order.TryNext(out var line))
        {
            if (line != preferred?.Index)
                Take(new(line, VerdictOn(line, question, verdicts, lastResort, places), order.Rank));
        }

        RankedLine[] candidates = [.. free, .. busy];
        RankedLine[] considered = [.. named];
        if (choice is not null)
        {
            // The directory may have changed since.
            int[] chosen = [.. choice.Lines.Select(snapshot.Directory.IndexOf).Where(line => line >= 0)];
            candidates = new RankedLine[chosen.Length];
            for (var each = 0; each < candidates.Length; each++)
                candidates[each] = Ranked(chosen[each], question, verdicts, lastResort, places);
            considered = [.. candidates.Where(line => !considered.Any(other => other.Index == line.Index)), .. considered];
        }

        return new Ranking(call, now, snapshot, considered, candidates, counts)
        {
            Choice = choice,
            Season = season,
            Relaxed = question.Relaxed(required),
            LastResort = lastResort,
        };
    }

    /// <summary>
    /// Puts the reservation's result into an explanation that was written before it was known: every line thought free before the last of those taken was lost to another call.
    /// </summary>
    /// <param name="taken">The lines that ring, best first; empty where every candidate was taken by others.</param>
    public static Explanation Resolve(Explanation explanation, IReadOnlyList<string> taken)
    {
        var left = taken.Count;
        var considered = new List<ConsideredLine>(explanation.Considered.Count);
        foreach (var line in explanation.Considered)
        {
            var isTaken = taken.Contains(line.LineId);
            considered.Add(isTaken ? line with { Verdict = line.LineId == taken[0] ? Verdict.Chosen : Verdict.RingsToo }
                : (left > 0 || taken.Count == 0) && line.Verdict is Verdict.FurtherAway && explanation.ChosenBy is null ? line with { Verdict = Verdict.LostRace }
                : line);
            left -= isTaken ? 1 : 0;
        }

        return explanation with { ChosenLineId = taken.Count == 0 ? null : taken[0], Considered = considered };
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
        Priority = Call.Priority,
        BehindFor = Call.BehindFor,
        CutOff = Call.CameBack ? new(Call.PreferredLine) : null,
        Ahead = Call.Ahead,
        Relaxed = Relaxed,
        LastResort = LastResort,
        ChosenBy = Choice?.By,
        ToEmergency = Choice is { ToEmergency: true },
        BringIn = Choice?.BringIn is { } to ? new(to, BringInOutcome.LineRings) : null,
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

    /// <summary>The line of a caller who has dialled again, where it is a candidate like others; null where it is not or there is none.</summary>
    private static RankedLine? Preferred(
        CallFacts call, RoutingSnapshot snapshot, in Question question, Verdict[] verdicts, bool lastResort, in PlacesLeft places)
    {
        if (call.PreferredLine is not { } id || snapshot.Directory.IndexOf(id) is not (>= 0 and var line))
            return null;
        var ranked = Ranked(line, question, verdicts, lastResort, places);
        return ranked.Verdict is Verdict.FurtherAway or Verdict.Busy ? ranked : null;
    }

    private static RankedLine Ranked(int line, in Question question, Verdict[] verdicts, bool lastResort, in PlacesLeft places) => new(
        line, VerdictOn(line, question, verdicts, lastResort, places), question.Seen.Ranks[Array.IndexOf(question.Seen.Order, line)]);

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
        var counts = _counts.ToArray();
        foreach (var line in _named)
            counts[(int)line.Verdict]--;
        var left = new Dictionary<Verdict, int>();
        for (var verdict = 0; verdict < counts.Length; verdict++)
        {
            if (counts[verdict] > 0)
                left[(Verdict)verdict] = counts[verdict];
        }

        return left;
    }

    private static Verdict VerdictOn(int line, in Question question, Verdict[] verdicts, bool lastResort, in PlacesLeft places)
    {
        var its = question.Seen.ClassOf[line];
        if (question.Tried.Contains(line) && question.Seen.Classes[its].CanBeRung(lastResort))
            return Verdict.AlreadyTried;
        return verdicts[its] is Verdict.FurtherAway ? places.VerdictOn(line, question.Capacity[line]) : verdicts[its];
    }

    private static int[] CountVerdicts(in Question question, Verdict[] verdicts, bool lastResort, in PlacesLeft places)
    {
        var counts = new int[_verdicts];
        foreach (var line in question.Tried)
            counts[(int)VerdictOn(line, question, verdicts, lastResort, places)]++;
        var busy = 0;
        for (var each = 0; each < verdicts.Length; each++)
        {
            counts[(int)verdicts[each]] += question.Untried[each];
            if (verdicts[each] is Verdict.FurtherAway && !places.Taken.IsEmpty)
                busy += BusyLines.Count(places.Taken, question.Capacity, question.Seen.ClassOf, (ushort)each);
        }

        // Those that have been tried are counted above.
        foreach (var line in question.Tried)
            busy -= verdicts[question.Seen.ClassOf[line]] is Verdict.FurtherAway && places.VerdictOn(line, question.Capacity[line]) is Verdict.Busy ? 1 : 0;
        counts[(int)Verdict.Busy] += busy;
        counts[(int)Verdict.FurtherAway] -= busy;
        for (var line = 0; line < places.Promised.Length; line++)
        {
            if (places.Promised[line] > 0 && VerdictOn(line, question, verdicts, lastResort, places) is Verdict.HeldForEarlier)
            {
                counts[(int)Verdict.HeldForEarlier]++;
                counts[(int)Verdict.FurtherAway]--;
            }
        }

        return counts;
    }
}
