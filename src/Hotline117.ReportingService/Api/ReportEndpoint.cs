using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService.Statistics.Reports;
using Hotline117.ReportingService.Store;
using Microsoft.Net.Http.Headers;

namespace Hotline117.ReportingService.Api;

public static class ReportEndpoint
{
    private const string Html = "text/html";

    public static void MapReports(this IEndpointRouteBuilder endpoints)
    {
        var reports = endpoints.MapGroup("/api/v1/statistics/reports").WithTags("Statistics")
            .RequireRoles(Roles.Ministry, Roles.Supervisor, Roles.Administrator, Roles.Service).RequireRateLimiting(RateLimits.PerKey);
        reports.MapGet("", (HttpContext context, PublishedReports published) => AnswerAsync(context, async () => CachedJson.Of(await published.ListAsync(context.RequestAborted), context)))
            .WithName("Reports")
            .WithSummary("The reports of all published months, and of the quarters that are published as a whole; the latest first.")
            .Produces<IReadOnlyList<ReportListing>>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        reports.MapGet("{period}.{format}", ReadAsync)
            .WithName("Report")
            .WithSummary("The report of a month or a quarter, made of published figures alone, with definitions and methodology. Its numbers never change.")
            .Produces(StatusCodes.Status200OK, contentType: Html, additionalContentTypes: XlsxFile.MediaType)
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

        return errors.Count > 0 ? TypedResults.ValidationProblem(errors) : await AnswerAsync(context, async () =>
            await published.ReadAsync(asked, context.RequestAborted) is not { } report
                ? TypedResults.Problem("A month of this period is not published yet, or lies before the first that is.", statusCode: StatusCodes.Status404NotFound)
                : await FileAsync(report, texts, format, context));
    }

    private static async Task<IResult> FileAsync(Report report, ReportTexts texts, string format, HttpContext context)
    {
        context.Response.Headers.CacheControl = "private, max-age=300";
        context.Response.Headers.Vary = "X-Api-Key";
        var name = $"hotline117-{report.Period.Name}-{texts.Language}.{format}";
        if (format == "html")
        {
            var page = await ReportHtml.BytesAsync(report, texts);
            return TypedResults.File(page, $"{Html}; charset=utf-8", name, entityTag: Tag(page, isWeak: false));
        }

        var sheets = ReportBook.Sheets(report, texts);
        // A workbook has the time in it at which it was written; what it says has not.
        var tag = Tag(JsonSerializer.SerializeToUtf8Bytes(sheets.Select(sheet => new { sheet.Name, sheet.Lines }), ContractJson.Options), isWeak: true);
        return TypedResults.File(XlsxFile.Bytes(sheets.Select(sheet => (sheet.Name, sheet.Lines.AsEnumerable()))), XlsxFile.MediaType, name, entityTag: tag);
    }

    private static EntityTagHeaderValue Tag(byte[] content, bool isWeak) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"", isWeak);

    private static async Task<IResult> AnswerAsync(HttpContext context, Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (Exception fault) when (StoreFault.MayPass(fault))
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("The statistics can't be read now; try again in a few seconds.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
