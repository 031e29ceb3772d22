using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Statistics.Staffing;

namespace Hotline117.Web.Statistics.Forecast;

/// <summary>What the page of the forecast was asked, as it was written.</summary>
public sealed record ForecastQuery(IReadOnlyList<StaffingField> Fields)
{
    public const string Path = "/statistics/forecast";
    public const string HandleSeconds = "handleSeconds";

    private static readonly string[] OfService = ["patienceSeconds", "thresholdSeconds", "serviceLevel"];

    /// <summary>What ReportingService is asked. Without a time for one call no counsellors are sought.</summary>
    public string Asked => StaffingQuery.Written(HasHandleSeconds ? Fields : Fields.Where(each => !OfService.Contains(each.Name)));

    /// <summary>This page's own address of a file with the same hours.</summary>
    public string FileAddress(string format) => $"{Path}.{format}{Asked}";

    public bool HasHandleSeconds => Fields.Any(each => each.Name == HandleSeconds && each.Value.Length > 0);

    public static ForecastQuery Read(IQueryCollection written)
    {
        StaffingField Field(string name, string usual) => StaffingQuery.Field(written, name, isRequired: false, usual);
        return new([Field("month", ""), Field(HandleSeconds, ""), Field("patienceSeconds", ""), Field("thresholdSeconds", "20"), Field("serviceLevel", "0.8")]);
    }

    public ForecastQuery WithHandleSeconds(double seconds) => new(
        [.. Fields.Select(field => field.Name == HandleSeconds ? field with { Value = seconds.ToString("0", CultureInfo.InvariantCulture) } : field)]);

    /// <summary>The what-if of so many calls an hour, with the service that the forecast has.</summary>
    public static string StaffingAddress(double callsPerHour, ForecastService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        var patience = service.PatienceSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"&patienceSeconds={seconds}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{StaffingQuery.Path}?calls={callsPerHour:0.##}&handleSeconds={service.HandleSeconds}{patience}&thresholdSeconds={service.AnsweredWithinSeconds}&serviceLevel={service.ServiceLevel}");
    }
}
