using Hotline117.Hosting.Files;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Hotline117.Web.Statistics.Staffing;

/// <summary>A what-if as a file, for who may see the page.</summary>
public static class StaffingFile
{
    public static void MapStaffingFile(this IEndpointRouteBuilder endpoints)
    {
        var mayDownload = new AuthorizeAttribute { Roles = PageAccess.Statistics };
        endpoints.MapGet(StaffingQuery.Path + ".csv", CsvAsync).RequireAuthorization(mayDownload);
        endpoints.MapGet(StaffingQuery.Path + ".xlsx", XlsxAsync).RequireAuthorization(mayDownload);
    }

    private static async Task<IResult> CsvAsync(HttpRequest request, StaffingClient client, CancellationToken cancellation)
    {
        var (file, faults) = await client.FileAsync(StaffingQuery.Read(request.Query), cancellation);
        return file is null ? Results.StatusCode(StaffingClient.StatusOf(faults)) : Results.File(file, "text/csv; charset=utf-8", "hotline117-staffing.csv");
    }

    private static async Task<IResult> XlsxAsync(HttpRequest request, StaffingClient client, StaffingBook book, CancellationToken cancellation)
    {
        var query = StaffingQuery.Read(request.Query);
        var (answer, faults) = await client.AnswerAsync(query, cancellation);
        return answer is null ? Results.StatusCode(StaffingClient.StatusOf(faults)) : Results.File(book.Bytes(query, answer), Workbook.MediaType, "hotline117-staffing.xlsx");
    }
}
