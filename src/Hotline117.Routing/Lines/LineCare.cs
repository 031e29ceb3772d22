using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.Routing.Lines;

/// <summary>What a transition of a call means for a line that the call has held until now. Committed together with it.</summary>
public sealed record LineCare
{
    public required string LineId { get; init; }

    public required LineExperience Experience { get; init; }

    /// <summary><see cref="LineExperience.Talked"/>: so long the place stays taken.</summary>
    public TimeSpan PlaceStaysFor { get; init; }

    /// <summary><see cref="LineExperience.Answered"/>: conversations are counted up to this instant and then from nothing.</summary>
    public DateTimeOffset CountedUntil { get; init; }

    /// <summary>Takes effect when what is counted (conversations in the shift, offers in a row without an answer) comes to <see cref="HoldAt"/>. Null: never.</summary>
    public LineHold? Hold { get; init; }

    /// <summary>Zero where nothing is counted and <see cref="Hold"/> takes effect at once.</summary>
    public int HoldAt { get; init; }

    public static IReadOnlyList<LineCare> For(CallTransition transition, CarePolicy policy, CentreDirectory directory, Roster roster) =>
        [.. transition.Had.Where(had => Counts(had, policy)).Select(had => For(had, transition.At, policy, directory, roster))];

    private static bool Counts(LineHad had, CarePolicy policy) => had.Experience is not LineExperience.LeftToAnother || had.For >= policy.UnansweredFrom;

    private static LineCare For(LineHad had, DateTimeOffset at, CarePolicy policy, CentreDirectory directory, Roster roster)
    {
        var line = had.LineId;
        var capacity = directory.FindLine(line)?.Line.Capacity ?? 1;
        return had.Experience switch
        {
            LineExperience.Answered => Answered(EndOfCount(line, roster, at)),
            LineExperience.Unanswered or LineExperience.LeftToAnother => new()
            {
                LineId = line,
                Experience = LineExperience.Unanswered,
                HoldAt = policy.PauseAfterUnanswered,
                Hold = policy.PauseAfterUnanswered == 0 ? null : new(
                    HoldKind.Unanswered, LineHold.Policy, $"{policy.PauseAfterUnanswered} offers in a row were not answered.", at, at + policy.AutomaticPause),
            },
            _ => new()
            {
                LineId = line,
                Experience = LineExperience.Talked,
                PlaceStaysFor = policy.PlaceStaysAfter(had.For, capacity),
                Hold = !policy.RestsAfter(had.For, capacity) ? null : new(
                    HoldKind.HardCall, LineHold.Policy, "The last conversation was a hard one.", at, at + policy.RestAfterHardCall),
            },
        };

        LineCare Answered(DateTimeOffset until) => new()
        {
            LineId = line,
            Experience = LineExperience.Answered,
            CountedUntil = until,
            HoldAt = policy.CallsPerShift * capacity,
            Hold = policy.CallsPerShift == 0 ? null : new(
                HoldKind.ShiftLimit, LineHold.Policy, $"{policy.CallsPerShift * capacity} conversations in this shift.", at, until),
        };
    }

    /// <summary>A shift's end; for lines whose duty has none, the end of the day.</summary>
    private static DateTimeOffset EndOfCount(string line, Roster roster, DateTimeOffset at) =>
        roster.OnShift(line, at) && roster.NextChange(line, at) is { } end ? end : BishkekTime.ToInstant(BishkekTime.ToLocal(at).Date.AddDays(1));
}
