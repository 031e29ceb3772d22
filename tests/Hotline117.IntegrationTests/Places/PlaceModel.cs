using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;

namespace Hotline117.IntegrationTests.Places;

/// <summary>What the places of the lines must be, said as simply as it can be.</summary>
internal sealed class PlaceModel(CarePolicy care)
{
    /// <summary>Line -> call -> the moment (ms) at which the place is free by itself.</summary>
    public Dictionary<string, Dictionary<string, long>> Places { get; } = PlaceWorld.Lines.ToDictionary(line => line.Id, _ => new Dictionary<string, long>());

    public Dictionary<string, CallState> Calls { get; } = [];

    public Dictionary<string, int> Unanswered { get; } = [];

    public IEnumerable<string> Takers(string line, long now) => Places[line].Where(place => place.Value > now).Select(place => place.Key);

    /// <summary>The line that a commit gives its call at this moment: of a ranking the first with a free place, by a fallback the one that rings.</summary>
    public string? LineAt(CallCommitView commit, long now)
    {
        if (!commit.Transition.WantsLine)
        {
            return commit.Transition.Next.LineId;
        }

        var talkedOn = care.WrapUp > TimeSpan.Zero ? commit.Transition.Had.FirstOrDefault(had => had.Experience is LineExperience.Talked)?.LineId : null;
        return commit.Candidates.FirstOrDefault(candidate =>
            Takers(candidate.LineId, now).Count(call => call != commit.CallId || candidate.LineId != commit.Before?.LineId)
            + (candidate.LineId == talkedOn ? 1 : 0) < candidate.Capacity)?.LineId;
    }

    public void Apply(CallCommitView commit, CallState after, long now)
    {
        foreach (var left in (commit.Before?.Lines ?? []).Where(line => !commit.Transition.Next.Holds(line.LineId)))
        {
            Places[left.LineId].Remove(commit.CallId);
        }

        foreach (var (line, experience, lasted) in commit.Transition.Had)
        {
            switch (experience)
            {
                case LineExperience.Talked when !commit.Transition.Next.Holds(line):
                    Places[line][commit.CallId] = now + (long)care.PlaceStaysAfter(lasted, PlaceWorld.Lines.Single(each => each.Id == line).Capacity).TotalMilliseconds;
                    break;
                case LineExperience.Answered:
                    Places[line][commit.CallId] = now + (long)care.LongestCall.TotalMilliseconds;
                    Unanswered.Remove(line);
                    break;
                case LineExperience.LeftToAnother when lasted < care.UnansweredFrom:
                    break;
                case LineExperience.Unanswered or LineExperience.LeftToAnother when (Unanswered[line] = Unanswered.GetValueOrDefault(line) + 1) == care.PauseAfterUnanswered:
                    Unanswered.Remove(line);
                    break;
                default:
                    break;
            }
        }

        foreach (var line in after.Phase is CallPhase.Ringing && after.Attempt != commit.Before?.Attempt ? after.Lines : [])
        {
            Places[line.LineId][commit.CallId] = now + (long)care.LongestRing.TotalMilliseconds;
        }

        Calls[commit.CallId] = after;
    }
}

/// <summary>What the model needs to know of a commit.</summary>
internal sealed record CallCommitView(string CallId, CallState? Before, CallTransition Transition, IReadOnlyList<Candidate> Candidates);
