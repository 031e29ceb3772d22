using System.ComponentModel;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Microsoft.AspNetCore.Http.Extensions;

namespace Hotline117.ReportingService.Api;

public static class FiguresEndpoint
{
    private const string Path = "/api/v1/statistics/figures";

    public static void MapFigures(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, FiguresAsync)
            .WithName("Figures")
            .WithSummary("All figures of calls, grouped and filtered. Published: whole settled months that never change, in which nobody can be found. A group that is not listed has too few calls, none, or would give away one that has.")
            .WithTags("Statistics")
            .ProducesJsonCsvXlsx<FigureTable>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .RequireRoles(Roles.Ministry, Roles.Supervisor, Roles.Administrator, Roles.Service)
            .RequireRateLimiting(RateLimits.PerKey);
        endpoints.MapGet("/api/v1/statistics/definitions", Definitions)
            .WithName("FigureDefinitions")
            .WithSummary("What each figure means: its names, formula, unit, version, and the day since when it is computed so.")
            .WithTags("Statistics")
            .ProducesJsonCsvXlsx<FigureDefinitions>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .RequireRoles(Roles.Ministry, Roles.Supervisor, Roles.Administrator, Roles.Service)
            .RequireRateLimiting(RateLimits.PerKey);
    }

    private static async Task<IResult> FiguresAsync(
        [AsParameters] FigureParameters asked, HttpContext context, PublishedMonths published, ExactFigures exact, StatisticsSettings settings, TimeProvider time)
    {
        var errors = new Dictionary<string, string[]>();
        var (limit, offset) = asked.Check(context.Request.Query.Keys, errors);
        var query = asked.IsExact
            ? FigureQuery.ReadExact(asked.From, asked.To, asked.By, asked.Filters, time.GetUtcNow(), errors)
            : FigureQuery.ReadPublished(asked.From, asked.To, asked.By, asked.Filters, published.Last, errors);
        if (query is null || errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        if (asked.IsExact && context.User.IsInRole(Roles.Ministry))
        {
            return TypedResults.Problem("The ministry sees what is published: leave out 'view'.", statusCode: StatusCodes.Status403Forbidden);
        }

        var table = asked.IsExact ? await exact.ReadAsync(query, context.RequestAborted) : await PublishedAsync(query, published, context.RequestAborted);
        table = asked.IsAddedUp ? PeriodFigures.Of(table) : table;
        var page = table with
        {
            Rows = [.. table.Rows.Skip(offset).Take(limit)],
            Next = table.Rows.Count > (long)offset + limit ? AddressAt(context.Request, offset + limit) : null,
        };
        return asked.Format switch
        {
            AnswerFormat.Csv => CsvFile.Of(page),
            AnswerFormat.Xlsx => FigureBook.Of(page, query.Where, settings.Definitions),
            _ when asked.IsExact => TypedResults.Ok(page),
            _ => Cached.Json(page, context),
        };
    }

    private static IResult Definitions([Description(AnswerFormat.Description)] string? format, HttpContext context, StatisticsSettings settings)
    {
        var errors = new Dictionary<string, string[]>();
        AnswerFormat.Check(format, errors);
        return errors.Count > 0 ? TypedResults.ValidationProblem(errors) : format switch
        {
            AnswerFormat.Csv => Cached.File(CsvFile.Bytes(FigureBook.Lines(settings.Definitions)), $"{CsvFile.MediaType}; charset=utf-8", "hotline117-definitions.csv", context),
            AnswerFormat.Xlsx => Cached.File(Workbook.Bytes(("Definitions", FigureBook.Lines(settings.Definitions))), Workbook.MediaType, "hotline117-definitions.xlsx", context),
            _ => Cached.Json(settings.Definitions, context),
        };
    }

    private static async Task<FigureTable> PublishedAsync(FigureQuery query, PublishedMonths published, CancellationToken cancellation)
    {
        var (before, months) = await published.CourseAsync(query.Months(), cancellation);
        return PublishedFigures.Table(query, before, months);
    }

    private static string AddressAt(HttpRequest request, int offset)
    {
        var query = new QueryBuilder(request.Query.Where(each => !each.Key.Equals("offset", StringComparison.OrdinalIgnoreCase)).Select(each => KeyValuePair.Create(each.Key, each.Value.ToString())))
        {
            { "offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
        return Path + query.ToQueryString();
    }
}
