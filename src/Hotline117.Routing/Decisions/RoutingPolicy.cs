using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Decisions;

/// <summary>The written policy: who is rung, in which order, and what is given up when the caller waits.</summary>
public sealed record RoutingPolicy
{
    public static RoutingPolicy Default { get; } = new();

    /// <summary>How long only lines that speak the caller's chosen language are rung, as long as one is on shift and has not been tried.</summary>
    public TimeSpan LanguageRequiredFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Orders the lines for a call. A candidate is on shift and has not yet been tried for it; while the language is required, it also speaks it.
    /// First come lines that speak the language, then the nearest by road, then those reached by no open road. Equals are put in an order drawn from the
    /// call's id, each as often first as its capacity deserves; with the region unknown all lines are equal, so that the whole country shares those calls.
    /// </summary>
    public Ranking Rank(CallFacts call, RoutingSnapshot snapshot, DateTimeOffset now)
    {
        var season = snapshot.TravelTimes.SeasonAt(now);
        var lines = Considered(call, snapshot, season, now);
        var speakerLeft = lines.Any(line => line.Obstacle is null && line.Speaks);
        var languageRelaxed = call.Wishes.Language is not null && (!speakerLeft || now - call.ReceivedAt >= LanguageRequiredFor);
        var ordered = lines
            .OrderBy(line => !line.Speaks)
            .ThenBy(line => line.Minutes ?? int.MaxValue)
            .ThenBy(line => line.Draw)
            .ThenBy(line => line.Line.Id, StringComparer.Ordinal)
            .Select(line => languageRelaxed || line.Speaks ? line : line with { Obstacle = line.Obstacle ?? Verdict.OtherLanguage })
            .ToList();
        return new Ranking
        {
            Call = call,
            DecidedAt = now,
            Season = season,
            LanguageRelaxed = languageRelaxed,
            DirectoryVersion = snapshot.Directory.Version,
            RosterVersion = snapshot.Roster.Version,
            SnapshotAge = now - snapshot.ConfirmedAt,
            Candidates = [.. ordered.Where(line => line.Obstacle is null).Select(line => line.AsCandidate())],
            Excluded = [.. ordered.Select(line => line.AsExcluded()).OfType<ConsideredLine>()],
        };
    }

    private static List<LineForCall> Considered(CallFacts call, RoutingSnapshot snapshot, Season season, DateTimeOffset now)
    {
        var local = BishkekTime.ToLocal(now);
        var lines = new List<LineForCall>(snapshot.Directory.Lines.Count);
        foreach (var line in snapshot.Directory.Lines)
        {
            Verdict? obstacle =
                !snapshot.Roster.OnShift(line.Id, local) ? Verdict.OffShift :
                call.TriedLines.Contains(line.Id) ? Verdict.AlreadyTried : null;
            lines.Add(new LineForCall(
                line,
                snapshot.TravelTimes.Minutes(call.Region.Region, line.Centre.Region, season),
                Speaks: call.Wishes.Language is null || line.Languages.Contains(call.Wishes.Language),
                FairDraw.Of(call.CallId, line.Id, line.Line.Capacity),
                obstacle));
        }
        return lines;
    }

    private readonly record struct LineForCall(DirectoryLine Line, int? Minutes, bool Speaks, ulong Draw, Verdict? Obstacle)
    {
        public Candidate AsCandidate() => new(Line.Id, Line.Centre.Id, Line.Line.Capacity, Minutes);

        public ConsideredLine? AsExcluded() => Obstacle is not { } verdict
            ? null
            : new() { LineId = Line.Id, CentreId = Line.Centre.Id, TravelMinutes = Minutes, Verdict = verdict };
    }
}
