using Hotline117.Routing.Calls;
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

    public CommitResult Commit(CallCommit commit, DateTimeOffset now)
    {
        var (before, transition, _, ranking, lineCare) = commit;
        var call = transition.Next.CallId;
        var (held, centre) = (before?.LineId, before?.CentreId);
        var (line, its) = (held, centre);
        if (transition.Line is not LineUse.Keep)
        {
            Leave(held, call, lineCare, now);
            (line, its) = transition.Line is LineUse.Seize ? (transition.Next.LineId, transition.Next.CentreId) : (null, null);
        }

        if (transition.Line is LineUse.Reserve && ranking!.Candidates.FirstOrDefault(candidate => Taken(candidate.LineId, now) < candidate.Capacity) is { } free)
            (line, its) = (free.LineId, free.CentreId);
        if (transition.OnlyWithLine && line is null)
        {
            // What has been given back was nothing: who waits holds no line.
            return new CommitResult(false, before, false);
        }

        if (line is not null && transition.Line is LineUse.Reserve or LineUse.Seize && line is not null)
            _places[line][call] = now + care.LongestRing;
        var next = transition.Line is LineUse.Reserve && line is not null ? Call.Offered(transition.Next, commit.At) : transition.Next;
        return new CommitResult(true, next with { LineId = line, CentreId = its }, held is not null && HeldBack(held, call, lineCare, now));
    }

    private void Leave(string? held, string call, LineCare lineCare, DateTimeOffset now)
    {
        if (held is null)
            return;
        _places[held].Remove(call);
        if (lineCare.Experience is LineExperience.Talked && lineCare.PlaceStaysFor > TimeSpan.Zero)
            _places[held][call] = now + lineCare.PlaceStaysFor;
    }

    private bool HeldBack(string held, string call, LineCare lineCare, DateTimeOffset now)
    {
        var count = 0;
        if (lineCare.Experience is LineExperience.Answered)
        {
            _places[held][call] = now + care.LongestCall;
            _unanswered.Remove(held);
            var (until, before) = _conversations.GetValueOrDefault(held);
            count = until > now ? before + 1 : 1;
            _conversations[held] = (lineCare.CountedUntil, count);
        }
        else if (lineCare.Experience is LineExperience.Unanswered)
        {
            count = _unanswered[held] = _unanswered.GetValueOrDefault(held) + 1;
        }

        if (lineCare.Hold is not { } hold || count < lineCare.HoldAt)
            return false;
        if (lineCare.Experience is LineExperience.Unanswered)
            _unanswered.Remove(held);
        Holds[held] = [.. Holds.GetValueOrDefault(held, []).Where(other => other.Kind != hold.Kind), hold];
        return true;
    }
}
