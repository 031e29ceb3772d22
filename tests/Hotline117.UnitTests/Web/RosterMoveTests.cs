using Hotline117.Web.Rosters;

namespace Hotline117.UnitTests.Web;

/// <summary>What becomes of an entry that was put elsewhere in the week.</summary>
public sealed class RosterMoveTests
{
    private static readonly RosterEntry Weekly = new() { Kind = EntryKind.Weekly, Id = "nights", Lines = ["osh-1"], Days = ["mon", "wed"], From = "20:00", To = "08:00", Counsellors = "n-07" };

    [Theory]
    [InlineData("2026-07-13T21:30", "2026-07-14T09:30", "mon wed", "21:30", "09:30")]
    [InlineData("2026-07-14T20:00", "2026-07-15T08:00", "tue wed", "20:00", "08:00")]
    [InlineData("2026-07-19T20:00", "2026-07-20T00:00", "wed sun", "20:00", "00:00")]
    [InlineData("2026-07-15T20:00", "2026-07-16T20:00", "mon wed", "20:00", "20:00")]
    public void A_weekly_shift_moves_with_its_day_but_for_one_that_the_pattern_has_already(string from, string to, string days, string begins, string ends)
    {
        var moved = RosterMove.Read("2026-07-13T20:00", from, to)!.Of(Weekly)!;

        Assert.Equal((days, begins, ends), (string.Join(' ', moved.Days), moved.From, moved.To));
        Assert.Equal((Weekly.Id, Weekly.Counsellors), (moved.Id, moved.Counsellors));
    }

    [Fact]
    public void A_daily_shift_stays_daily()
    {
        var daily = Weekly with { Days = RosterEntry.Weekdays };
        Assert.Equal(RosterEntry.Weekdays, RosterMove.Read("2026-07-13T20:00", "2026-07-14T19:00", "2026-07-15T08:00")!.Of(daily)!.Days);
    }

    [Fact]
    public void Duty_on_one_date_moves_to_another_and_an_exception_holds_to_its_last_day()
    {
        var move = RosterMove.Read(null, "2026-07-14T00:00", "2026-07-15T00:00")!;
        var extra = move.Of(Weekly with { Kind = EntryKind.On, Days = [], Date = "2026-07-13" })!;
        var off = RosterMove.Read(null, "2026-07-14T00:00", "2026-07-17T00:00")!.Of(new RosterEntry { Kind = EntryKind.Off, Id = "off" })!;

        Assert.Equal(("2026-07-14", "00:00", "00:00"), (extra.Date, extra.From, extra.To));
        Assert.Equal(("2026-07-14", "2026-07-16"), (off.From, off.To));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("2026-07-14T08:00", null)]
    [InlineData("2026-07-14T08:00", "2026-07-14T08:00")]
    [InlineData("2026-07-14T08:00", "2026-07-13T08:00")]
    [InlineData("soon", "2026-07-13T08:00")]
    [InlineData("0001-01-01T00:00", "2026-07-13T08:00")]
    public void What_an_address_can_not_mean_proposes_nothing(string? from, string? to) => Assert.Null(RosterMove.Read(null, from, to));

    [Fact]
    public void A_shift_of_more_than_a_day_is_not_proposed() => Assert.Null(RosterMove.Read(null, "2026-07-14T08:00", "2026-07-15T08:01")!.Of(Weekly));
}
