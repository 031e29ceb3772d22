using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService.Staffing.Forecasting;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.ReportingService.Api;

public static class ForecastEndpoint
{
    public static void MapForecast(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/api/v1/statistics/forecast", ForecastAsync)
        .WithName("Forecast")
        .WithSummary("How many calls an hour are expected in each hour of the week of a coming month, with an 80 % interval, the errors that each method had in the published months, and the counsellors it takes. Computed from published figures alone; with too few months there is no forecast.")
        .WithTags("Statistics")
        .ProducesJsonCsvXlsx<DemandForecast>()
        .Produces(StatusCodes.Status304NotModified)
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .RequireRoles(Roles.Ministry, Roles.Supervisor, Roles.Administrator, Roles.Service)
        .RequireRateLimiting(RateLimits.PerKey);

    private static async Task<IResult> ForecastAsync(
        [AsParameters] ForecastParameters asked, HttpContext context, PublishedMonths published, StatisticsSettings settings, TimeProvider time)
    {
        var figures = await PublishedAsync(published, context.RequestAborted);
        var errors = new Dictionary<string, string[]>();
        var today = DateOnly.FromDateTime(StatisticsQuery.Local(time.GetUtcNow()).Date);
        var (month, service) = asked.Read(context.Request.Query.Keys, figures is [.., var latest] ? latest.Month : published.Last, today, settings, errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var forecast = Forecaster.Of(month, [.. DemandMonth.ByDefinitionOf(month, figures)]);
        if (AnswerFormat.IsFile(asked.Format) && forecast.Method is null)
        {
            return TypedResults.Problem(
                $"There is no forecast of {month:yyyy-MM}: it takes {forecast.FewestMonths} published months that count calls by the same definition, and there are {forecast.MadeFrom.Count}.",
                statusCode: StatusCodes.Status404NotFound);
        }

        forecast = service is null ? forecast : StaffedForecast.Of(forecast, service);
        var name = $"hotline117-forecast-{forecast.Month:yyyy-MM}";
        return asked.Format switch
        {
            AnswerFormat.Csv => Cached.File(ForecastLines.Csv(forecast), $"{CsvFile.MediaType}; charset=utf-8", $"{name}.csv", context),
            AnswerFormat.Xlsx => Cached.File(ForecastLines.Book(forecast), Workbook.MediaType, $"{name}.xlsx", context),
            _ => Cached.Json(forecast, context),
        };
    }

    /// <summary>Those that are published already, and in which somebody counted: whoever asks what will be publishes nothing.</summary>
    private static async Task<IReadOnlyList<MonthFigures>> PublishedAsync(PublishedMonths published, CancellationToken cancellation)
    {
        var figures = new List<MonthFigures>();
        foreach (var month in (await published.ListAsync(cancellation)).Keys.TakeLast(Forecaster.MostMonths))
        {
            figures.Add((await published.GetAsync(month, cancellation)).Figures);
        }

        return [.. figures.Where(month => month.HasData)];
    }
}
