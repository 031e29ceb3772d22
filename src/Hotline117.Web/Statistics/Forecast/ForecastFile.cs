using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Hotline117.Web.Statistics.Forecast;

/// <summary>The hours of a forecast as a file, for who may see the page.</summary>
public static class ForecastFile
{
    public static void MapForecastFile(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet(ForecastQuery.Path + ".csv", DownloadAsync)
        .RequireAuthorization(new AuthorizeAttribute { Roles = PageAccess.Statistics });

    private static async Task<IResult> DownloadAsync(HttpRequest request, ForecastClient client, CancellationToken cancellation)
    {
        var (file, status) = await client.FileAsync(ForecastQuery.Read(request.Query), cancellation);
        return file is not null ? Results.File(file, "text/csv; charset=utf-8", "hotline117-forecast.csv") : Results.StatusCode(status);
    }
}
