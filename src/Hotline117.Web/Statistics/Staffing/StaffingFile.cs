using Hotline117.Hosting.Files;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Hotline117.Web.Statistics.Staffing;

/// <summary>A what-if as a file, for who may see the page.</summary>
public static class StaffingFile
{
    public static void MapStaffingFile(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet(StaffingQuery.Path + ".xlsx", DownloadAsync)
        .RequireAuthorization(new AuthorizeAttribute { Roles = PageAccess.Statistics });

    private static async Task<IResult> DownloadAsync(HttpRequest request, StaffingClient client, StaffingBook book, CancellationToken cancellation)
    {
        var query = StaffingQuery.Read(request.Query);
        var (answer, faults) = await client.AnswerAsync(query, cancellation);
        return answer is null ? Results.StatusCode(StaffingClient.StatusOf(faults)) : Results.File(book.Bytes(query, answer), Workbook.MediaType, "hotline117-staffing.xlsx");
    }
}
