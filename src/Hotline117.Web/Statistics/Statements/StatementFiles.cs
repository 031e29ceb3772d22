using System.Security.Claims;
using Hotline117.Hosting.Files;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Hotline117.Web.Statistics.Statements;

/// <summary>A statement as a file, for who may see the page.</summary>
public static class StatementFiles
{
    public static void MapStatementFiles(this IEndpointRouteBuilder endpoints)
    {
        var mayDownload = new AuthorizeAttribute { Roles = PageAccess.Statements };
        endpoints.MapGet(StatementQuery.Path + "/csv", CsvAsync).RequireAuthorization(mayDownload);
        endpoints.MapGet(StatementQuery.Path + "/xlsx", XlsxAsync).RequireAuthorization(mayDownload);
    }

    private static async Task<IResult> CsvAsync(string? centre, string? from, string? to, ClaimsPrincipal person, StatementClient client, TimeProvider time, CancellationToken cancellation)
    {
        if (StatementQuery.Parse(centre, from, to, BishkekTime.DateOf(time.GetUtcNow())).Query is not { } query)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        var (file, fault) = await client.FileAsync(query, person, cancellation);
        return file is not null ? Results.File(file, "text/csv", $"hotline117-{query.Centre}.csv")
            : Results.StatusCode(StatementQuery.StatusOf(fault));
    }

    private static async Task<IResult> XlsxAsync(
        string? centre, string? from, string? to, ClaimsPrincipal person, StatementClient client, StatementBook book, TimeProvider time, CancellationToken cancellation)
    {
        if (StatementQuery.Parse(centre, from, to, BishkekTime.DateOf(time.GetUtcNow())).Query is not { } query)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        var (statement, fault) = await client.ReadAsync(query, person, cancellation);
        return statement is not null ? Results.File(book.Bytes(query, statement), Workbook.MediaType, $"hotline117-{query.Centre}.xlsx")
            : Results.StatusCode(StatementQuery.StatusOf(fault));
    }
}
