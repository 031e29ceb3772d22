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
        if (commit.Transition.Line is LineUse.Keep)
        {
            return commit.Before!.LineId;
        }

        if (commit.Transition.Line is LineUse.Seize)
        {
            return commit.Transition.Next.LineId;
        }

        var talkedOn = commit.Transition.Experience is LineExperience.Talked && care.WrapUp > TimeSpan.Zero ? commit.Before!.LineId : null;
        return commit.Candidates.FirstOrDefault(candidate =>
            Takers(candidate.LineId, now).Count(call => call != commit.CallId || candidate.LineId != commit.Before?.LineId)
            + (candidate.LineId == talkedOn ? 1 : 0) < candidate.Capacity)?.LineId;
    }

    public void Apply(CallCommitView commit, CallState after, long now)
    {
        var (held, experience) = (commit.Before?.LineId, commit.Transition.Experience);
        if (held is not null && commit.Transition.Line is not LineUse.Keep)
        {
            Places[held].Remove(commit.CallId);
            if (experience is LineExperience.Talked)
            {
                Places[held][commit.CallId] = now + (long)care.PlaceStaysAfter(commit.Transition.Talked, PlaceWorld.Lines.Single(line => line.Id == held).Capacity).TotalMilliseconds;
            }
        }

        if (held is not null && experience is LineExperience.Answered)
        {
            Places[held][commit.CallId] = now + (long)care.LongestCall.TotalMilliseconds;
            Unanswered.Remove(held);
        }

        if (held is not null && experience is LineExperience.Unanswered && (Unanswered[held] = Unanswered.GetValueOrDefault(held) + 1) == care.PauseAfterUnanswered)
        {
            Unanswered.Remove(held);
        }

        if (after.LineId is { } line && commit.Transition.Line is LineUse.Reserve or LineUse.Seize && after.Phase is CallPhase.Ringing && after.LineId is not null)
        {
            Places[after.LineId][commit.CallId] = now + (long)care.LongestRing.TotalMilliseconds;
        }

        Calls[commit.CallId] = after;
    }
}

/// <summary>What the model needs to know of a commit.</summary>
internal sealed record CallCommitView(string CallId, CallState? Before, CallTransition Transition, IReadOnlyList<Candidate> Candidates);
