using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Publication;

public class FigureQueryTests
{
    private static readonly DateOnly Last = new(2026, 10, 1);
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    [Fact]
    public void Months_are_counted_from_the_first_to_the_last_in_Bishkek()
    {
        var query = FigureQuery.ReadPublished("2026-01", "2026-03", "region,hourofday", None, Last, new Dictionary<string, string[]>())!;

        Assert.Equal(new DateTimeOffset(2025, 12, 31, 18, 0, 0, TimeSpan.Zero), query.From);
        Assert.Equal([new(2026, 1, 1), new(2026, 2, 1), new(2026, 3, 1)], query.Months());
        Assert.Equal(["region", "hourOfDay"], query.By);
    }

    [Fact]
    public void What_is_left_out_means_all_calls_of_the_last_published_month() =>
        Assert.Equal([Last], FigureQuery.ReadPublished(null, "", null, None, Last, new Dictionary<string, string[]>())!.Months());

    [Theory]
    [InlineData("2026-01-05", "2026-02", null, "from")]
    [InlineData("2025-12", "2026-02", null, "from")]
    [InlineData("2026-02", "2026-01", null, "to")]
    [InlineData("2026-02", "2026-11", null, "to")]
    [InlineData(null, null, "colour", "by")]
    [InlineData(null, null, "region,region", "by")]
    [InlineData(null, null, "proximity", "by")]
    [InlineData(null, null, "region,weekday,help", "by")]
    [InlineData(null, null, "centre,region", "by")]
    public void What_is_not_published_is_refused_with_the_parameter(string? from, string? to, string? by, string parameter)
    {
        var errors = new Dictionary<string, string[]>();

        Assert.Null(FigureQuery.ReadPublished(from, to, by, None, Last, errors));
        Assert.Equal([parameter], errors.Keys);
    }

    [Fact]
    public void A_filter_counts_as_an_attribute_too()
    {
        var errors = new Dictionary<string, string[]>();

        Assert.Null(FigureQuery.ReadPublished(null, null, "region,help", new Dictionary<string, string> { ["weekday"] = "1" }, Last, errors));
        Assert.Equal(["by"], errors.Keys);
    }

    [Theory]
    [InlineData("2026-03-31T23:59:59+06:00", "2026-02-01")]
    [InlineData("2026-04-03T23:59:59+06:00", "2026-02-01")]
    [InlineData("2026-04-04T00:00:00+06:00", "2026-03-01")]
    public void A_month_is_settled_days_after_its_end(string now, string last) => Assert.Equal(
        DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture),
        PublishedMonths.LastSettled(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), settleDays: 3));
}
