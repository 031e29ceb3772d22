using Hotline117.Contracts.Decisions;

namespace Hotline117.Routing.Decisions;

/// <summary>A line that may ring for the call.</summary>
/// <param name="TravelMinutes">By road in the season; null where the caller's region is unknown or no road is open.</param>
public sealed record Candidate(string LineId, string CentreId, int Capacity, int? TravelMinutes);

/// <summary>The answer to "who shall be rung": the candidates, best first, and every other line with the reason that it is none.</summary>
public sealed record Ranking
{
    public required CallFacts Call { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public required Season Season { get; init; }
    /// <summary>The caller chose a language, yet lines that lack it are candidates too.</summary>
    public required bool LanguageRelaxed { get; init; }
    public required string DirectoryVersion { get; init; }
    public required string RosterVersion { get; init; }
    public required TimeSpan SnapshotAge { get; init; }
    public required IReadOnlyList<Candidate> Candidates { get; init; }
    public required IReadOnlyList<ConsideredLine> Excluded { get; init; }

    /// <summary>Tells what became of each line.</summary>
    /// <param name="chosen">The place in <see cref="Candidates"/> of the first that was free, so that all before it were busy; null where all were.</param>
    public Explanation Explain(int? chosen) => new()
    {
        CallId = Call.CallId,
        Attempt = Call.Attempt,
        DecidedAt = DecidedAt,
        Region = Call.Region.Region,
        RegionSource = Call.Region.Source,
        RegionCertainty = Call.Region.Certainty,
        Language = Call.Wishes.Language,
        Relaxed = LanguageRelaxed ? [Requirement.Language] : [],
        Season = Season,
        DirectoryVersion = DirectoryVersion,
        RosterVersion = RosterVersion,
        PolicyVersion = "",
        SnapshotAgeSeconds = SnapshotAge.TotalSeconds,
        ChosenLineId = chosen is { } place ? Candidates[place].LineId : null,
        Considered = [.. Candidates.Select((candidate, index) => Considered(candidate, index, chosen)), .. Excluded],
    };

    private static ConsideredLine Considered(Candidate candidate, int index, int? chosen) => new()
    {
        LineId = candidate.LineId,
        CentreId = candidate.CentreId,
        TravelMinutes = candidate.TravelMinutes,
        Verdict = index < (chosen ?? int.MaxValue) ? Verdict.Busy : index == chosen ? Verdict.Chosen : Verdict.FurtherAway,
    };
}
