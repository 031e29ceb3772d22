using System.ComponentModel;
using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService.Statistics;

namespace Hotline117.ReportingService.Api;

public static class StatementEndpoint
{
    private const int LongestDays = 731;
    private static readonly string[] Parameters = ["from", "to", "format"];

    public static void MapStatements(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/statistics/statements/{centre}", ReadAsync)
        .WithName("CentreStatement")
        .WithSummary("One centre's own statement, month by month: calls offered and answered, the time talked, and the hours of cover. Exact, so not for the ministry; a coordinator has the own centre's only.")
        .WithTags("Statistics")
        .ProducesJsonCsvXlsx<CentreStatement>()
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status410Gone)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .RequireRoles(Roles.Coordinator, Roles.Supervisor, Roles.Administrator, Roles.Service)
        .OwnCentreOnly(http => (string?)http.GetRouteValue("centre"))
        .RequireRateLimiting(RateLimits.PerKey);

    private static async Task<IResult> ReadAsync(
        [Description("The centre's id.")] string centre,
        [Description("Start of the period: a date (its midnight in Asia/Bishkek) or an instant with an offset, ISO 8601. Default: today.")] string? from,
        [Description("End of the period, itself not counted, at most 731 days after 'from'. Default: tomorrow.")] string? to,
        [Description(AnswerFormat.Description)] string? format,
        HttpContext context,
        CentreStatements statements,
        TimeProvider time)
    {
        var query = StatisticsQuery.Read(from, to, null, time.GetUtcNow(), out var errors);
        if (query is not null && query.To > query.From.AddDays(LongestDays))
        {
            errors["to"] = [$"'to' is more than {LongestDays} days after 'from'; ask for shorter periods."];
        }

        AnswerFormat.Check(format, errors);
        foreach (var name in context.Request.Query.Keys.Except(Parameters, StringComparer.OrdinalIgnoreCase))
        {
            errors[name] = [$"This is not a parameter; there are {string.Join(", ", Parameters)}."];
        }

        if (query is null || errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        if (await statements.ReadAsync(centre, query.From, query.To, context.RequestAborted) is not { } statement)
        {
            return TypedResults.Problem("No centre of this id is in the directory, and none had calls in this period.", statusCode: StatusCodes.Status404NotFound);
        }

        return format switch
        {
            AnswerFormat.Csv => CsvFile.Of(Lines(statement, statement.Months), $"hotline117-{centre}.csv"),
            // The sum apart, so that whoever adds up a column does not count it twice.
            AnswerFormat.Xlsx => TypedResults.File(
                Workbook.Bytes(("Statement", Lines(statement, statement.Months)), ("Total", Lines(statement, [statement.Total]))), Workbook.MediaType, $"hotline117-{centre}.xlsx"),
            _ => TypedResults.Ok(statement),
        };
    }

    private static IEnumerable<IReadOnlyList<object?>> Lines(CentreStatement statement, IEnumerable<CentreStatementRow> rows) =>
    [
        ["centre", "from", "to", "offered", "answered", "endNotSeen", "talkSeconds", "hoursSeen", "hoursOnDuty", "hoursReady"],
        .. rows.Select(row => (object?[])
            [statement.Centre, Written(row.From), Written(row.To), row.Offered, row.Answered, row.EndNotSeen, row.TalkSeconds, row.HoursSeen, row.HoursOnDuty, row.HoursReady]),
    ];

    private static string Written(DateTimeOffset time) => StatisticsQuery.Local(time).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
