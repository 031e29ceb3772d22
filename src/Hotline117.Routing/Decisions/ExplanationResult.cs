using Hotline117.Contracts.Decisions;

namespace Hotline117.Routing.Decisions;

public static class ExplanationResult
{
    /// <summary>
    /// Puts the reservation's result into an explanation that was written before it was known: the candidates before the chosen line
    /// were busy, those after it are further away.
    /// </summary>
    /// <param name="chosenLineId">Null where every candidate was busy.</param>
    public static Explanation Resolve(this Explanation explanation, string? chosenLineId)
    {
        var verdict = Verdict.Busy;
        var considered = new List<ConsideredLine>(explanation.Considered.Count);
        foreach (var line in explanation.Considered)
        {
            if (line.Verdict is not (Verdict.Busy or Verdict.Chosen or Verdict.FurtherAway))
            {
                considered.Add(line);
                continue;
            }

            var isChosen = line.LineId == chosenLineId;
            considered.Add(line with { Verdict = isChosen ? Verdict.Chosen : verdict });
            verdict = isChosen ? Verdict.FurtherAway : verdict;
        }

        return explanation with { ChosenLineId = chosenLineId, Considered = considered };
    }
}
