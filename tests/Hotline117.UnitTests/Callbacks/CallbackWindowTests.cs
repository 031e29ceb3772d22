using System.Globalization;
using Hotline117.Routing;
using Hotline117.Routing.Callbacks;

namespace Hotline117.UnitTests.Callbacks;

public sealed class CallbackWindowTests
{
    [Theory]
    [InlineData("09:00", "12:00", "2026-03-02T08:00", "2026-03-02T09:00", "2026-03-02T12:00")]
    [InlineData("09:00", "12:00", "2026-03-02T10:30", "2026-03-02T10:30", "2026-03-02T12:00")]
    [InlineData("09:00", "12:00", "2026-03-02T12:00", "2026-03-03T09:00", "2026-03-03T12:00")]
    [InlineData("09:00", "12:00", "2026-03-02T00:30", "2026-03-02T09:00", "2026-03-02T12:00")]
    [InlineData("18:00", "21:00", "2026-03-31T22:00", "2026-04-01T18:00", "2026-04-01T21:00")]
    [InlineData("22:00", "02:00", "2026-03-02T01:00", "2026-03-02T01:00", "2026-03-02T02:00")]
    [InlineData("22:00", "02:00", "2026-03-02T23:00", "2026-03-02T23:00", "2026-03-03T02:00")]
    [InlineData("22:00", "00:00", "2026-03-02T12:00", "2026-03-02T22:00", "2026-03-03T00:00")]
    public void A_time_of_the_day_is_the_next_that_comes_on_the_clock_in_Kyrgyzstan(string from, string to, string now, string begins, string ends)
    {
        var window = new CallbackWindow("any") { From = TimeOnly.Parse(from, CultureInfo.InvariantCulture), To = TimeOnly.Parse(to, CultureInfo.InvariantCulture) };

        Assert.Equal((Local(begins), Local(ends)), window.NextAt(Local(now)));
    }

    [Fact]
    public void A_time_from_now_on_begins_now() =>
        Assert.Equal((Local("2026-03-02T23:00"), Local("2026-03-03T01:00")), CallbackPolicy.Default.FindWindow("two-hours")!.NextAt(Local("2026-03-02T23:00")));

    private static DateTimeOffset Local(string time) => BishkekTime.ToInstant(DateTime.Parse(time, CultureInfo.InvariantCulture));
}
