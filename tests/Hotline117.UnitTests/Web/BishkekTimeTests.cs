using Hotline117.Web.Shared;

namespace Hotline117.UnitTests.Web;

public sealed class BishkekTimeTests
{
    [Theory]
    [InlineData("23:30", "2026-11-28T17:30Z")]
    [InlineData("22:31", "2026-11-29T16:31Z")]
    [InlineData("00:00", "2026-11-28T18:00Z")]
    [InlineData("06:15", "2026-11-29T00:15Z")]
    public void A_time_of_day_is_meant_today_or_where_it_is_past_or_now_tomorrow(string time, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, null), BishkekTime.Next(TimeOnly.Parse(time, null), new(2026, 11, 28, 16, 31, 0, TimeSpan.Zero)));
}
