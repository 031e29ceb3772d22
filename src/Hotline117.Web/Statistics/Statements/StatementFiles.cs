using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Hotline117.Web.Statistics.Statements;

/// <summary>A statement as a file, for who may see the page.</summary>
public static class StatementFiles
{
    public static void MapStatementFiles(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet(StatementQuery.Path + "/csv", DownloadAsync)
        .RequireAuthorization(new AuthorizeAttribute { Roles = PageAccess.ExactStatistics });

    private static async Task<IResult> DownloadAsync(string? centre, string? from, string? to, StatementClient client, TimeProvider time, CancellationToken cancellation)
    {
        if (StatementQuery.Parse(centre, from, to, BishkekTime.DateOf(time.GetUtcNow())).Query is not { } query)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        var (file, fault) = await client.FileAsync(query, cancellation);
        return file is not null ? Results.File(file, "text/csv", $"hotline117-{query.Centre}.csv")
            : Results.StatusCode(fault == "Statements.Fault.Centre" ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable);
    }
}
