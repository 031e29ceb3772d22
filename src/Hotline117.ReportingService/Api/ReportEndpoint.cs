using System.ComponentModel;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService.Statistics.Reports;

namespace Hotline117.ReportingService.Api;

public static class ReportEndpoint
{
    private const string Html = "text/html";

    public static void MapReports(this IEndpointRouteBuilder endpoints)
    {
        var reports = endpoints.MapGroup("/api/v1/statistics/reports").WithTags("Statistics")
            .RequireRoles(Roles.Ministry, Roles.Supervisor, Roles.Administrator, Roles.Service).RequireRateLimiting(RateLimits.PerKey);
        reports.MapGet("", async (HttpContext context, PublishedReports published) => Cached.Json(await published.ListAsync(context.RequestAborted), context))
            .WithName("Reports")
            .WithSummary("The reports of all published months, and of the quarters that are published as a whole; the latest first.")
            .Produces<IReadOnlyList<ReportListing>>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        reports.MapGet("{period}.{format}", ReadAsync)
            .WithName("Report")
            .WithSummary("The report of a month or a quarter, made of published figures alone, with definitions and methodology. Its numbers never change.")
            .Produces(StatusCodes.Status200OK, contentType: Html, additionalContentTypes: Workbook.MediaType)
            .Produces(StatusCodes.Status304NotModified)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadAsync(
        [Description("A month, such as 2026-01, or a quarter, such as 2026-Q1.")] string period,
        [Description("html, to read and print, or xlsx.")] string format,
        [Description("ky (default), ru or en.")] string? language,
        HttpContext context,
        PublishedReports published)
    {
        var errors = new Dictionary<string, string[]>();
        if (ReportPeriod.Parse(period) is not { } asked)
        {
            errors["period"] = ["'period' is a month, such as 2026-01, or a quarter, such as 2026-Q1."];
            asked = null!;
        }

        if (format is not ("html" or "xlsx"))
        {
            errors["format"] = ["'format' is one of html, xlsx."];
        }

        if (ReportTexts.In(string.IsNullOrEmpty(language) ? ReportTexts.Languages[0] : language) is not { } texts)
        {
            errors["language"] = [$"'language' is one of {string.Join(", ", ReportTexts.Languages)}."];
            texts = null!;
        }

        return errors.Count > 0 ? TypedResults.ValidationProblem(errors)
            : await published.ReadAsync(asked, context.RequestAborted) is not { } report
                ? TypedResults.Problem("A month of this period is not published yet, or lies before the first that is.", statusCode: StatusCodes.Status404NotFound)
                : await FileAsync(report, texts, format, context);
    }

    private static async Task<IResult> FileAsync(Report report, ReportTexts texts, string format, HttpContext context)
    {
        var name = $"hotline117-{report.Period.Name}-{texts.Language}.{format}";
        if (format == "html")
        {
            return Cached.File(await ReportHtml.BytesAsync(report, texts), $"{Html}; charset=utf-8", name, context);
        }

        return Cached.File(Workbook.Bytes(ReportBook.Sheets(report, texts).Select(sheet => (sheet.Name, sheet.Lines.AsEnumerable()))), Workbook.MediaType, name, context);
    }
}
