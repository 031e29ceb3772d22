using System.Globalization;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;

namespace Hotline117.UnitTests.Rosters;

public sealed class NationalHolidaysTests
{
    private static readonly HolidayCalendar Holidays = NationalHolidays.Calendar;

    [Theory]
    [InlineData("2026-01-01", "New Year")]
    [InlineData("2027-03-21", "Nooruz")]
    [InlineData("2030-08-31", "Independence Day")]
    [InlineData("2026-03-20", "Orozo Ait")]
    [InlineData("2026-03-19", null)]
    [InlineData("2026-11-07", null)]
    public void The_days_that_the_Ministry_names_are_holidays(string date, string? name) =>
        Assert.Equal(name, Holidays.NameOf(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture)));

    [Fact]
    public void The_feasts_of_the_moon_are_those_of_the_Umm_al_Qura_calendar_until_they_are_announced()
    {
        var calendar = new UmAlQuraCalendar();
        for (var year = 1447; year <= 1451; year++)
        {
            Assert.Equal("Orozo Ait", Holidays.NameOf(DateOnly.FromDateTime(calendar.ToDateTime(year, 10, 1, 0, 0, 0, 0))));
            Assert.Equal("Kurman Ait", Holidays.NameOf(DateOnly.FromDateTime(calendar.ToDateTime(year, 12, 10, 0, 0, 0, 0))));
        }
        Assert.Equal((2026, 2030), Holidays.KnownYears);
    }

    [Fact]
    public void A_file_that_contradicts_itself_is_refused_with_every_place()
    {
        const string bad = """
            { "sources": [], "certainty": "", "fixed": [
                { "monthDay": "13-01", "en": "a", "ky": null, "ru": null, "certainty": "high" },
                { "monthDay": "03-21", "en": "b", "ky": null, "ru": null, "certainty": "high" },
                { "monthDay": "03-21", "en": "c", "ky": null, "ru": null, "certainty": "high" } ], "lunar": [] }
            """;
        var refused = Assert.Throws<InvalidDataException>(() => NationalHolidays.From(bad)).Message;
        Assert.Contains("'13-01' is no day of the year", refused, StringComparison.Ordinal);
        Assert.Contains("03-21 stands there twice", refused, StringComparison.Ordinal);
    }
}
