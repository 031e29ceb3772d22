using System.Text.Json.Nodes;
using Hotline117.Contracts.Rosters;
using Hotline117.Web.Rosters;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Hotline117.UnitTests.Web;

/// <summary>What the roster's pages show and send.</summary>
public sealed class RosterEntryTests
{
    private const string Roster = """
        {
          "shifts": [
            { "id": "nights", "centre": "osh", "days": "daily", "from": "20:00", "to": "08:00", "validFrom": "2026-01-01", "onCall": true, "counsellors": ["n-07", "n-08"], "holidays": "off" },
            { "id": "extra", "lines": ["osh-1", "osh-2"], "date": "2026-12-31", "from": "20:00", "to": "08:00" }
          ],
          "exceptions": [ { "id": "repair", "lines": ["osh-1"], "from": "2026-12-31", "reason": "repair" } ]
        }
        """;

    [Theory]
    [InlineData(false, "nights", """{"centre":"osh","days":["mon","tue","wed","thu","fri","sat","sun"],"from":"20:00","to":"08:00","validFrom":"2026-01-01","onCall":true,"counsellors":["n-07","n-08"],"holidays":"off"}""")]
    [InlineData(false, "extra", """{"lines":["osh-1","osh-2"],"date":"2026-12-31","from":"20:00","to":"08:00"}""")]
    [InlineData(true, "repair", """{"lines":["osh-1"],"from":"2026-12-31","to":"2026-12-31","reason":"repair"}""")]
    public void Nothing_of_an_entry_is_lost_on_its_way_through_the_form(bool isException, string id, string body) =>
        Assert.Equal(body, RosterEntry.Find(JsonNode.Parse(Roster)!.AsObject(), isException, id)!.Body().ToJsonString());

    [Fact]
    public void An_entry_that_is_not_there_is_not_found() => Assert.Null(RosterEntry.Find(JsonNode.Parse(Roster)!.AsObject(), isException: true, "nights"));

    [Fact]
    public void A_form_is_read_as_it_was_filled_in()
    {
        var entry = RosterEntry.Read(new FormCollection(new Dictionary<string, StringValues>
        {
            ["Kind"] = "Weekly",
            ["Id"] = "nights",
            ["Line"] = new(["osh-1", "osh-2"]),
            ["Day"] = new(["sat", "sun"]),
            ["From"] = "20:00",
            ["To"] = "08:00",
            ["Counsellors"] = " n-07  n-08 ",
            ["Holidays"] = "asUsual",
        }));

        Assert.Equal("shifts/nights", entry.Address);
        Assert.Equal("""{"lines":["osh-1","osh-2"],"days":["sat","sun"],"from":"20:00","to":"08:00","counsellors":["n-07","n-08"]}""", entry.Body().ToJsonString());
    }

    [Fact]
    public void A_night_stands_on_both_of_its_days_and_midnight_ends_a_day()
    {
        var monday = new DateOnly(2026, 11, 23);
        var line = new RosterLine("osh", "osh-1", [Turn(monday.AddDays(-1), 20, 12), Turn(monday, 20, 12), Turn(monday.AddDays(2), 12, 12)], [new("repair", monday.AddDays(3), monday.AddDays(4), null)]);

        var days = RosterWeekView.Days(new([.. Enumerable.Range(0, 7).Select(day => new RosterDay(monday.AddDays(day), null))], [line]), line).ToList();

        Assert.Equal(["–08:00 False", "20:00–08:00 True"], days[0].Turns.Select(turn => $"{turn.Text} {turn.EndsNextDay}"));
        Assert.Equal(["–08:00"], days[1].Turns.Select(turn => turn.Text));
        Assert.Equal(["12:00–24:00 False"], days[2].Turns.Select(turn => $"{turn.Text} {turn.EndsNextDay}"));
        Assert.Equal([3, 4], Enumerable.Range(0, 7).Where(day => days[day].Off.Count > 0));
        Assert.Empty(days[3].Turns);
    }

    [Theory]
    [InlineData("2026-11-29", "2026-11-23")]
    [InlineData("2026-11-30", "2026-11-30")]
    [InlineData("soon", "2026-11-16")]
    [InlineData("9999-12-31", "2026-11-16")]
    [InlineData(null, "2026-11-16")]
    public void Any_date_in_the_address_is_its_week(string? week, string monday) =>
        Assert.Equal(DateOnly.Parse(monday, null), RosterWeekView.Read(week, new DateOnly(2026, 11, 18)));

    [Fact]
    public void Only_what_others_did_to_the_roster_since_it_was_seen_is_told()
    {
        StoredEdit[] trail = [Edit("4", "roster"), Edit("3", "osh-1"), Edit("2", "roster"), Edit("1", "roster")];

        Assert.Equal(["by 4", "by 2"], RosterEdits.Since(trail, "1").Select(edit => edit.Actor));
        Assert.Empty(RosterEdits.Since(trail, RosterEdits.Newest(trail)));
    }

    [Fact]
    public void Regions_without_cover_at_the_same_time_are_told_together_and_the_whole_country_alone()
    {
        var at = BishkekTime.StartOf(new DateOnly(2026, 11, 23));
        var ahead = new CoverAhead(240, [new("osh", at, at.AddHours(8)), new("naryn", at, at.AddHours(8)), new("osh", at.AddHours(9), at.AddHours(10)), new(null, at.AddHours(9), at.AddHours(10))], []);

        Assert.Equal([["osh", "naryn"], [null]], ahead.Times().Select(time => time.Regions));
    }

    private static StoredEdit Edit(string id, string target) => new(id, new(DateTimeOffset.UnixEpoch, $"by {id}", target, []));

    private static RosterTurn Turn(DateOnly date, int hour, int hours) =>
        new("nights", OnOneDate: false, BishkekTime.StartOf(date).AddHours(hour), BishkekTime.StartOf(date).AddHours(hour + hours), OnCall: false, []);
}
