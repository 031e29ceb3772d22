using System.Text;
using Hotline117.Hosting.Files;
using Hotline117.Web.Centres;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>What a chart shows, as a file, for who may see the page.</summary>
public static class ChartFiles
{
    private const string File = "/{chart}.{format:regex(^(csv|xlsx)$)}";

    public static void MapChartFiles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(PageAccess.ChartsPath + File, DownloadAsync).RequireAuthorization(new AuthorizeAttribute { Roles = PageAccess.Statistics });
        endpoints.MapGet(FiguresPage.Path + File, DownloadPublicAsync).AllowAnonymous().RequireRateLimiting(PublicRateLimit.PerAddress);
    }

    private static async Task<IResult> DownloadPublicAsync(string chart, string format, PublicCharts charts, ChartBook book, CancellationToken cancellation) =>
        FileOf(await charts.AskAsync(cancellation), chart, format, book);

    private static async Task<IResult> DownloadAsync(string chart, string format, string? from, string? to, string? only, ChartClient client, ChartBook book, TimeProvider time, CancellationToken cancellation)
    {
        var (query, fault) = ChartQuery.Parse(from, to, only, BishkekTime.DateOf(time.GetUtcNow()));
        var answer = query is null ? new(null, null, fault) : await client.AskAsync(query, cancellation);
        return FileOf(answer, chart, format, book);
    }

    private static IResult FileOf(ChartAnswer answer, string chart, string format, ChartBook book) =>
        answer.Fault is not null ? Results.StatusCode(StatusOf(answer.Fault))
            : answer.Charts?.Tables.GetValueOrDefault(chart) is not { } table ? Results.StatusCode(StatusCodes.Status404NotFound)
            : format == "csv" ? Results.File(Encoding.UTF8.GetBytes(table.Csv()), "text/csv; charset=utf-8", $"hotline117-{chart}.csv")
            : Results.File(book.Bytes(chart, table, answer.Charts), Workbook.MediaType, $"hotline117-{chart}.xlsx");

    public static int StatusOf(string? fault) => fault switch
    {
        null => StatusCodes.Status200OK,
        ChartClient.Unreachable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
