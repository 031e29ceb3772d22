using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Routing;

/// <summary>The written policy once more, by brute force and with nothing of the product's but its data types.</summary>
internal static class RankingOracle
{
    public sealed record Judgement(Verdict? Obstacle, bool Speaks, double Minutes);

    public static IReadOnlyDictionary<string, Judgement> Judge(World world)
    {
        var season = new[] { 6, 7, 8, 9 }.Contains(world.Now.AddHours(6).Month) ? Season.Summer : Season.Winter;
        var minutes = FloydWarshall.Minutes(world.Roads, season);
        var judged = world.Snapshot.Directory.Centres
            .SelectMany(centre => centre.Lines, (centre, line) => (line.Id, Judgement: First(world, centre, line, minutes)))
            .ToDictionary(each => each.Id, each => each.Judgement);
        var waited = (world.Now - world.Call.ReceivedAt).TotalSeconds;
        var relaxed = waited >= 30 || judged.Values.All(each => each.Obstacle is not null || !each.Speaks);
        return judged.ToDictionary(each => each.Key, each =>
            each.Value.Obstacle is null && !each.Value.Speaks && !relaxed ? each.Value with { Obstacle = Verdict.OtherLanguage } : each.Value);
    }

    private static Judgement First(World world, Centre centre, Line line, double[,] minutes)
    {
        Verdict? obstacle = !OnShift(world.Snapshot.Roster.Shifts, centre, line, world.Now) ? Verdict.OffShift
            : world.Call.TriedLines.Contains(line.Id) ? Verdict.AlreadyTried
            : null;
        var speaks = world.Call.Language is null || (line.Languages ?? centre.Languages).Contains(world.Call.Language);
        var nodes = world.Roads.Nodes.ToList();
        var far = world.Call.Region.Region is { } region ? minutes[nodes.IndexOf(region), nodes.IndexOf(centre.Region)] : double.PositiveInfinity;
        return new Judgement(obstacle, speaks, Math.Round(far));
    }

    /// <summary>Walks through every day around now instead of reasoning about it.</summary>
    public static bool OnShift(IEnumerable<Shift> shifts, Centre centre, Line line, DateTimeOffset now)
    {
        var wall = now.UtcDateTime.AddHours(6);
        return shifts.Where(shift => shift.Centre == centre.Id || shift.Lines.Contains(line.Id)).Any(shift =>
            Enumerable.Range(-3, 6).Select(day => DateOnly.FromDateTime(wall.AddDays(day))).Any(day => IsOn(shift, day, wall)));
    }

    private static bool IsOn(Shift shift, DateOnly day, DateTime wall)
    {
        var begins = shift.Days.Contains(day.DayOfWeek) && (shift.ValidFrom is not { } first || day >= first) && (shift.ValidTo is not { } last || day <= last);
        var start = day.ToDateTime(shift.From);
        var end = day.ToDateTime(shift.To);
        if (end <= start)
            end = end.AddDays(1);
        return begins && start <= wall && wall < end;
    }
}
