using Hotline117.Hosting.Files;

namespace Hotline117.ReportingService.Api;

/// <summary>In which form an answer is wanted: the parameter <c>format</c>.</summary>
internal static class AnswerFormat
{
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";
    public const string Description = "json (default), csv or xlsx.";

    public static bool IsFile(string? format) => format is Csv or Xlsx;

    public static void Check(string? format, IDictionary<string, string[]> errors)
    {
        if (!string.IsNullOrEmpty(format) && format != "json" && !IsFile(format))
        {
            errors["format"] = ["'format' is one of json, csv, xlsx."];
        }
    }

    public static RouteHandlerBuilder ProducesJsonCsvXlsx<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces<T>(StatusCodes.Status200OK, "application/json", CsvFile.MediaType, Workbook.MediaType);
}
