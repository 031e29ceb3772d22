using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Rosters;

namespace Hotline117.UnitTests.Routing;

/// <summary>The written policy once more, by brute force and with nothing of the product's but its data types.</summary>
internal static class RankingOracle
{
    /// <summary>What the policy says of a line. Of two lines the one with the lower <paramref name="Order"/>, text by text, is better.</summary>
    public sealed record Judgement(Verdict Verdict, int? Minutes, string Order);

    private sealed record Seen(Centre Centre, Line Line, double Minutes, int Tier, List<Shift> Shifts)
    {
        public bool Fulfils(Requirement wish, World world) => wish switch
        {
            Requirement.Service => world.Call.Wishes.Service == "shelter" && Centre.Shelter is not null || Centre.Services.Contains(world.Call.Wishes.Service),
            Requirement.Language => Speaks(world.Call.Wishes.Language!),
            _ => Shifts.Count > 0 && People() is not [] && People().All(person => person.Gender == world.Call.Wishes.Gender),
        };

        public bool Speaks(string language) => Shifts.Count == 0 || People() is [] ? (Line.Languages ?? Centre.Languages).Contains(language)
            : People().Any(person => person.Languages.Contains(language));

        // Somebody on duty comes before somebody on call; else the rules let no two shifts overlap, and any fixed choice will do.
        private List<Counsellor> People() =>
            [.. Centre.Counsellors.Where(person => Shifts.OrderBy(shift => shift.OnCall).ThenBy(shift => shift.Id, StringComparer.Ordinal).First().Counsellors.Contains(person.Id))];
    }

    public static IReadOnlyDictionary<string, Judgement> Judge(World world)
    {
        var (call, policy) = (world.Call, world.Snapshot.Policy);
        var all = Look(world);
        var waited = world.Now - call.ReceivedAt;
        var lastResort = all.All(each => Obstacle(each, world, forgiving: false) is not null) && all.Any(each => Obstacle(each, world, forgiving: true) is null);
        var ringable = all.Where(each => Obstacle(each, world, lastResort) is null).ToList();
        var wished = policy.Wishes.Where(rule => rule.Wish switch
        {
            Requirement.Language => call.Wishes.Language,
            Requirement.Service => call.Wishes.Service,
            _ => (object?)call.Wishes.Gender,
        } is not null).ToList();

        var left = ringable;
        var required = new List<Requirement>();
        foreach (var rule in wished.Where(rule => waited < rule.RequiredFor))
        {
            var fulfilling = left.Where(each => each.Fulfils(rule.Wish, world)).ToList();
            if (fulfilling.Count > 0)
            {
                left = fulfilling;
                required.Add(rule.Wish);
            }
        }

        var open = Enumerable.Range(0, policy.Tiers.Count).Where(tier => waited >= policy.Tiers[tier].After || !left.Any(each => each.Tier < tier)).ToHashSet();
        var index = world.Snapshot.Directory.Lines.Index().ToDictionary(line => line.Item.Id, line => line.Index);
        return all.ToDictionary(each => each.Line.Id, each => new Judgement(
            Obstacle(each, world, lastResort)
                ?? (required.Where(wish => !each.Fulfils(wish, world)).Select(wish => (Requirement?)wish).FirstOrDefault() switch
                {
                    Requirement.Language => Verdict.OtherLanguage,
                    Requirement.Gender => Verdict.OtherGender,
                    Requirement.Service => Verdict.LacksService,
                    _ => !open.Contains(each.Tier) ? Verdict.NotYet
                        : world.Taken[index[each.Line.Id]] >= each.Line.Capacity ? Verdict.Busy
                        : Verdict.FurtherAway,
                }),
            double.IsInfinity(each.Minutes) ? null : (int)each.Minutes,
            string.Concat(wished.Select(rule => each.Fulfils(rule.Wish, world) ? '0' : '1'))
                + $" {each.Tier:00} {(each.Shifts.Count > 0 && each.Shifts.All(shift => shift.OnCall) ? 1 : 0)} {each.Minutes:000000}".Replace("\u221e", "999999", StringComparison.Ordinal)
                + (call.Wishes.LanguageHint is { } hint && each.Speaks(hint) ? " 0" : " 1")));
    }

    private static List<Seen> Look(World world)
    {
        var season = new[] { 6, 7, 8, 9 }.Contains(world.Now.AddHours(6).Month) ? Season.Summer : Season.Winter;
        var way = FloydWarshall.Minutes(world.Roads, season);
        var nodes = world.Roads.Nodes.ToList();
        var tiers = world.Snapshot.Policy.Tiers;
        var seen = new List<Seen>();
        foreach (var centre in world.Snapshot.Directory.Centres)
        {
            var minutes = world.Call.Region.Region is { } region ? Math.Round(way[nodes.IndexOf(region), nodes.IndexOf(centre.Region)]) : double.PositiveInfinity;
            var tier = tiers.ToList().FindIndex(each =>
                each.Kinds.Contains(centre.Kind) && (each.WithinMinutes is null || world.Call.Region.Region is null || minutes <= each.WithinMinutes));
            seen.AddRange(centre.Lines.Select(line => new Seen(centre, line, minutes, tier < 0 ? tiers.Count : tier, OnDuty(world.Snapshot.Roster.Content, centre, line, world.Now))));
        }

        return seen;
    }

    private static Verdict? Obstacle(Seen seen, World world, bool forgiving)
    {
        var today = DateOnly.FromDateTime(world.Now.UtcDateTime.AddHours(6));
        var condition = world.Snapshot.Conditions.GetValueOrDefault(seen.Line.Id);
        if ((seen.Centre.Kind == CentreKind.CorrectionalProgramme) != (world.Call.Wishes.Audience == Audience.Perpetrators))
            return Verdict.OtherAudience;
        if (seen.Tier == world.Snapshot.Policy.Tiers.Count)
            return Verdict.NotInPolicy;
        if (seen.Centre.ValidFrom > today || seen.Centre.ValidTo < today)
            return Verdict.NotValid;
        if (seen.Shifts.Count == 0)
            return Verdict.OffShift;
        if (condition is not null && (condition.Until is null || condition.Until > world.Now))
        {
            var setByAPerson = condition.Obstacle == LineObstacle.Paused && !condition.ByItself;
            if (setByAPerson || !forgiving)
                return Enum.Parse<Verdict>(condition.Obstacle.ToString());
        }

        return world.Call.TriedLines.Contains(seen.Line.Id) ? Verdict.AlreadyTried : null;
    }

    /// <summary>Walks through every day around now instead of reasoning about it.</summary>
    public static bool OnShift(RosterContent roster, Centre centre, Line line, DateTimeOffset now) => OnDuty(roster, centre, line, now).Count > 0;

    private static List<Shift> OnDuty(RosterContent roster, Centre centre, Line line, DateTimeOffset now)
    {
        var wall = now.UtcDateTime.AddHours(6);
        var off = roster.Exceptions.Where(absence => absence.Centre == centre.Id || absence.Lines.Contains(line.Id)).ToList();
        return [.. roster.Shifts.Where(shift => (shift.Centre == centre.Id || shift.Lines.Contains(line.Id))
            && Enumerable.Range(-3, 6).Select(day => DateOnly.FromDateTime(wall.AddDays(day))).Any(day => IsOn(shift, day, wall)
                && shift.Holidays switch { HolidayRule.Off => !IsHoliday(day, roster), HolidayRule.Only => IsHoliday(day, roster), _ => true }
                && (shift.ValidFrom is { } only && only == shift.ValidTo || off.All(absence => day < absence.From || day > absence.To))))];
    }

    /// <summary>Those of <see cref="World.Holidays"/>, written down once more.</summary>
    private static bool IsHoliday(DateOnly day, RosterContent roster) => !roster.Holidays.Drop.Contains(day)
        && (roster.Holidays.Add.Contains(day) || day is { Month: 3, Day: 21 } or { Month: 5, Day: 9 } or { Year: 2026, Month: 3, Day: 20 } or { Year: 2026, Month: 5, Day: 27 });

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
