using Hotline117.ReportingService.Api;
using Hotline117.ReportingService.Statistics.Publication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline117.UnitTests.Reporting;

public class StoreAwayTests
{
    [Fact]
    public async Task Whoever_asks_for_a_month_that_must_not_be_published_is_told_why_and_when_to_ask_again()
    {
        var context = new DefaultEndpointFilterInvocationContext(new DefaultHttpContext());

        var answer = await StoreAway.AnswerAsync(context, _ => throw new UnsettledException("2026-11 can't be published now: clocks differ."));

        var problem = Assert.IsType<ProblemHttpResult>(answer);
        Assert.Equal((503, "2026-11 can't be published now: clocks differ."), (problem.StatusCode, problem.ProblemDetails.Detail));
        Assert.Equal("600", context.HttpContext.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Whoever_asks_for_calls_that_are_deleted_is_told_until_when()
    {
        var answer = await StoreAway.AnswerAsync(
            new DefaultEndpointFilterInvocationContext(new DefaultHttpContext()), _ => throw new ReducedException(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.FromHours(6))));

        var problem = Assert.IsType<ProblemHttpResult>(answer);
        Assert.Equal(410, problem.StatusCode);
        Assert.StartsWith("Of calls before 2026-04-01 only what was published", problem.ProblemDetails.Detail, StringComparison.Ordinal);
    }
}
