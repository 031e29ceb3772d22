using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Publication;

public class MonthsDueTests
{
    [Fact]
    public void Every_month_since_the_first_call_is_due_once_it_is_settled()
    {
        // Already March in Bishkek.
        var firstCall = new DateTimeOffset(2026, 2, 28, 18, 0, 0, TimeSpan.Zero);

        Assert.Equal([new(2026, 3, 1), new(2026, 4, 1), new DateOnly(2026, 5, 1)], PublishedMonths.Due(firstCall, new(2026, 5, 1)));
        Assert.Empty(PublishedMonths.Due(firstCall, new(2026, 2, 1)));
    }

    [Fact]
    public void Without_calls_no_month_is_due_and_none_before_the_first_that_can_be_published()
    {
        Assert.Empty(PublishedMonths.Due(null, new(2026, 5, 1)));
        Assert.Equal(PublishedMonths.First, PublishedMonths.Due(new(2024, 7, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 2, 1)).First());
    }
}
