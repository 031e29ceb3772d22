using System.Security.Claims;
using Hotline117.Hosting.Files;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Hotline117.Web.Statistics;

/// <summary>The page's figures as files, for who may see the page.</summary>
public static class StatisticsFiles
{
    public const string Path = "/statistics/files";

    public static void MapStatisticsFiles(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet(Path + "/{format:regex(^(csv|xlsx)$)}", DownloadAsync)
        .RequireAuthorization(new AuthorizeAttribute { Roles = PageAccess.Statistics });

    private static async Task<IResult> DownloadAsync(string format, string? from, string? to, string? by, string? view, ClaimsPrincipal user, StatisticsClient client, TimeProvider time, CancellationToken cancellation)
    {
        var (query, _) = StatisticsQuery.Parse(from, to, by, view, BishkekTime.DateOf(time.GetUtcNow()));
        if (query is null)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (query.IsExact && !user.IsIn(PageAccess.ExactStatistics))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        return await client.FileAsync(query, format, cancellation) is { } file
            ? Results.File(file, format == "csv" ? "text/csv" : Workbook.MediaType, $"hotline117.{format}")
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
