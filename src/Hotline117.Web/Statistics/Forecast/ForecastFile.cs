using Hotline117.Hosting.Files;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Hotline117.Web.Statistics.Forecast;

/// <summary>The hours of a forecast as a file, for who may see the page.</summary>
public static class ForecastFile
{
    public static void MapForecastFile(this IEndpointRouteBuilder endpoints)
    {
        var mayDownload = new AuthorizeAttribute { Roles = PageAccess.Statistics };
        endpoints.MapGet(ForecastQuery.Path + ".csv", CsvAsync).RequireAuthorization(mayDownload);
        endpoints.MapGet(ForecastQuery.Path + ".xlsx", XlsxAsync).RequireAuthorization(mayDownload);
    }

    private static async Task<IResult> CsvAsync(HttpRequest request, ForecastClient client, CancellationToken cancellation)
    {
        var (file, status) = await client.FileAsync(ForecastQuery.Read(request.Query), cancellation);
        return file is not null ? Results.File(file, "text/csv; charset=utf-8", "hotline117-forecast.csv") : Results.StatusCode(status);
    }

    private static async Task<IResult> XlsxAsync(HttpRequest request, ForecastClient client, ForecastBook book, CancellationToken cancellation)
    {
        var answer = await client.AnswerAsync(ForecastQuery.Read(request.Query), cancellation);
        return answer.Forecast switch
        {
            null => Results.StatusCode(answer.Status),
            { Method: null } => Results.NotFound(),
            var forecast => Results.File(book.Bytes(forecast), Workbook.MediaType, $"hotline117-forecast-{StatisticsQuery.Text(forecast.Month)}.xlsx"),
        };
    }
}
