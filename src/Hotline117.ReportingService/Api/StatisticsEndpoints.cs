using System.ComponentModel;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService.Statistics;

namespace Hotline117.ReportingService.Api;

public static class StatisticsEndpoints
{
    private static readonly string[] Parameters = ["from", "to", "by", "format"];

    public static void MapStatistics(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/statistics/calls", CountCallsAsync)
            .WithName("CountCalls")
            .WithSummary("Counts the calls received in a period exactly, for those who run the hotline, by region, centre, hour, outcome, or what the counsellor said of them.")
            .WithTags("Statistics")
            .ProducesJsonCsvXlsx<CallStatistics>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .RequireRoles(Roles.Ministry, Roles.Supervisor, Roles.Administrator, Roles.Service);
    }

    private static async Task<IResult> CountCallsAsync(
        [Description("Start of the period: a date (its midnight in Asia/Bishkek) or an instant with an offset, ISO 8601. Default: today.")] string? from,
        [Description("End of the period, itself not counted: a date or an instant as for 'from'. Default: tomorrow. At most 10 years after 'from', by hour 366 days.")] string? to,
        [Description("What the calls are grouped by: region, centre, hour, outcome, help, risk or referral. Default: region.")] string? by,
        [Description(AnswerFormat.Description)] string? format,
        HttpContext context,
        CallStatisticsReader statistics,
        TimeProvider time)
    {
        var query = StatisticsQuery.Read(from, to, by, time.GetUtcNow(), out var errors);
        AnswerFormat.Check(format, errors);
        foreach (var name in context.Request.Query.Keys.Except(Parameters, StringComparer.OrdinalIgnoreCase))
        {
            errors[name] = [$"This is not a parameter; there are {string.Join(", ", Parameters)}."];
        }

        if (context.User.IsInRole(Roles.Ministry))
        {
            return TypedResults.Problem(
                "These counts are exact down to single calls, for those who run the hotline. What is published is at /api/v1/statistics/figures.",
                statusCode: StatusCodes.Status403Forbidden);
        }

        if (query is null || errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var calls = await statistics.ReadAsync(query, context.RequestAborted);
        return format switch
        {
            AnswerFormat.Csv => CallLines.Csv(calls),
            AnswerFormat.Xlsx => CallLines.Book(calls),
            _ => TypedResults.Ok(calls),
        };
    }
}
