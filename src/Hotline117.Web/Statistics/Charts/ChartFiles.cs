using System.Text;
using Hotline117.Hosting.Files;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>What a chart shows, as a file, for who may see the page.</summary>
public static class ChartFiles
{
    public static void MapChartFiles(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet(PageAccess.ChartsPath + "/{chart}.{format:regex(^(csv|xlsx)$)}", DownloadAsync)
        .RequireAuthorization(new AuthorizeAttribute { Roles = PageAccess.Statistics });

    private static async Task<IResult> DownloadAsync(string chart, string format, string? from, string? to, string? only, ChartClient client, ChartBook book, TimeProvider time, CancellationToken cancellation)
    {
        var (query, fault) = ChartQuery.Parse(from, to, only, BishkekTime.DateOf(time.GetUtcNow()));
        var answer = query is null ? new(null, null, fault) : await client.AskAsync(query, cancellation);
        return answer.Fault is not null ? Results.StatusCode(StatusOf(answer.Fault))
            : answer.Charts?.Tables.GetValueOrDefault(chart) is not { } table ? Results.StatusCode(StatusCodes.Status404NotFound)
            : format == "csv" ? Results.File(Encoding.UTF8.GetBytes(table.Csv()), "text/csv; charset=utf-8", $"hotline117-{chart}.csv")
            : Results.File(book.Bytes(chart, table, answer.Charts), Workbook.MediaType, $"hotline117-{chart}.xlsx");
    }

    public static int StatusOf(string? fault) => fault switch
    {
        null => StatusCodes.Status200OK,
        "Statistics.Fault.Unreachable" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
