using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Hotline117.Web.Statistics.Reports;

/// <summary>Reports as files, for who may see the page. Always as a download: a report has its own style in it, which our pages' policy would not let through.</summary>
public static class ReportFiles
{
    public const string Path = "/statistics/reports";

    /// <summary>In which reports are written for the Ministry.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["ky", "ru"];

    public static string AddressOf(string period, string format, string language) => $"{Path}/{period}.{format}?language={language}";

    public static void MapReportFiles(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet(Path + "/{period}.{format:regex(^(html|xlsx)$)}", DownloadAsync)
        .RequireAuthorization(new AuthorizeAttribute { Roles = PageAccess.Statistics });

    private static async Task<IResult> DownloadAsync(string period, string format, string? language, ReportClient client, CancellationToken cancellation)
    {
        language ??= Languages[0];
        var (file, status) = await client.FileAsync(period, format, language, cancellation);
        return file is null ? Results.StatusCode(status)
            : Results.File(file, format == "html" ? "text/html; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"hotline117-{period}-{language}.{format}");
    }
}
