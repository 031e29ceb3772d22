using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.State;

namespace Hotline117.UnitTests.Simulation;

/// <summary>What <c>commit-call.lua</c> keeps, by the same rules, on a clock that can be turned. The integration tests hold the script itself to them.</summary>
internal sealed class SimulatedStore(CarePolicy care, CentreDirectory directory)
{
    /// <summary>Call -> when its place is free by itself; for each line.</summary>
    private readonly Dictionary<string, Dictionary<string, DateTimeOffset>> _places = directory.Lines.ToDictionary(line => line.Id, _ => new Dictionary<string, DateTimeOffset>());
    private readonly Dictionary<string, int> _unanswered = [];
    private readonly Dictionary<string, (DateTimeOffset Until, int Count)> _conversations = [];

    public Dictionary<string, LineHold[]> Holds { get; } = [];

    public int Taken(string line, DateTimeOffset now) => _places[line].Values.Count(until => until > now);

    /// <param name="stored">What is kept of the call, which a router may remember otherwise.</param>
    public CommitResult Commit(CallCommit commit, DateTimeOffset now, CallState? stored = null)
    {
        var (before, transition, _, ranking, cares) = commit;
        var (call, held, next) = (transition.Next.CallId, before?.Lines ?? [], transition.Next);
        if (transition.OnlyWithLine && !ranking!.Candidates.Any(candidate => IsFree(candidate, now)))
            return new CommitResult(false, before, []);
        foreach (var left in held.Where(line => !next.Holds(line.LineId)))
            Leave(left.LineId, call, cares.FirstOrDefault(line => line.LineId == left.LineId), now);
        foreach (var seized in next.Lines.Except(held))
            _places[seized.LineId][call] = now + care.LongestRing;
        if (transition.WantsLine && ranking!.Candidates.Where(candidate => IsFree(candidate, now)).Take(commit.AtOnce).ToList() is { Count: > 0 } free)
        {
            free.ForEach(line => _places[line.LineId][call] = now + care.LongestRing);
            next = Call.Offered(next, commit.At, [.. free.Select(line => new HeldLine(line.LineId, line.CentreId))]);
        }

        foreach (var unknown in (stored?.Lines ?? []).Where(line => !held.Any(other => other.LineId == line.LineId) && !next.Holds(line.LineId)))
            _places[unknown.LineId].Remove(call);
        return new CommitResult(true, next, [.. cares.Where(line => IsHeldBack(line, call, now)).Select(line => line.LineId)]);
    }

    /// <summary>As <c>restore-call.lua</c>: a live call that the store has lost, or knows only as it was before.</summary>
    public void Restore(CallState lost, CallState? older, DateTimeOffset now)
    {
        foreach (var left in (older?.Lines ?? []).Except(lost.Lines))
            _places[left.LineId].Remove(lost.CallId);
        foreach (var held in lost.Lines)
            _places[held.LineId][lost.CallId] = now + (lost.Phase is CallPhase.Talking ? care.LongestCall : care.LongestRing);
    }

    private bool IsFree(Candidate line, DateTimeOffset now) => Taken(line.LineId, now) < line.Capacity;

    private void Leave(string line, string call, LineCare? lineCare, DateTimeOffset now)
    {
        _places[line].Remove(call);
        if (lineCare is { Experience: LineExperience.Talked, PlaceStaysFor: var stays } && stays > TimeSpan.Zero)
            _places[line][call] = now + stays;
    }

    private bool IsHeldBack(LineCare lineCare, string call, DateTimeOffset now)
    {
        var (line, count) = (lineCare.LineId, 0);
        if (lineCare.Experience is LineExperience.Answered)
        {
            _places[line][call] = now + care.LongestCall;
            _unanswered.Remove(line);
            var (until, before) = _conversations.GetValueOrDefault(line);
            count = until > now ? before + 1 : 1;
            _conversations[line] = (lineCare.CountedUntil, count);
        }
        else if (lineCare.Experience is LineExperience.Unanswered)
        {
            count = _unanswered[line] = _unanswered.GetValueOrDefault(line) + 1;
        }

        if (lineCare.Hold is not { } hold || count < lineCare.HoldAt)
            return false;
        if (lineCare.Experience is LineExperience.Unanswered)
            _unanswered.Remove(line);
        Holds[line] = [.. Holds.GetValueOrDefault(line, []).Where(other => other.Kind != hold.Kind), hold];
        return true;
    }
}
