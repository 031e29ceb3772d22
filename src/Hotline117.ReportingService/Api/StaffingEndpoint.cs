using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService.Staffing;

namespace Hotline117.ReportingService.Api;

public static class StaffingEndpoint
{
    public static void MapStaffing(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/statistics/staffing", Answer)
        .WithName("Staffing")
        .WithSummary("What if: how many counsellors a wanted service level takes, by Erlang C or, with patience, Erlang A, for each group by itself and for all in one pool. Computed from the parameters alone.")
        .WithTags("Statistics")
        .ProducesJsonCsvXlsx<StaffingAnswer>()
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .RequireRoles(Roles.Ministry, Roles.Supervisor, Roles.Administrator, Roles.Service)
        .RequireRateLimiting(RateLimits.PerKey);

    private static IResult Answer([AsParameters] StaffingParameters asked, HttpContext context, StatisticsSettings settings)
    {
        var errors = new Dictionary<string, string[]>();
        if (asked.Read(context.Request.Query.Keys, settings, errors) is not { } question)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var answer = StaffingPlan.Answer(question);
        return asked.Format switch
        {
            AnswerFormat.Csv => StaffingLines.Csv(answer),
            AnswerFormat.Xlsx => StaffingLines.Book(answer),
            _ => TypedResults.Ok(answer),
        };
    }
}
