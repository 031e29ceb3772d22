using System.ComponentModel;
using Hotline117.ReportingService.Staffing;
using Microsoft.AspNetCore.Mvc;

namespace Hotline117.ReportingService.Api;

/// <summary>What may be asked of <c>/api/v1/statistics/staffing</c>.</summary>
public sealed class StaffingParameters
{
    private static readonly string[] Known = ["calls", "handleSeconds", "counsellors", "patienceSeconds", "thresholdSeconds", "serviceLevel", "format"];

    [FromQuery(Name = "calls"), Description("Calls an hour: a number, or one for each group (a language, a region) with commas between them, such as ky:30,ru:12.5. At most 30 groups and 10000 calls together.")]
    public string? Calls { get; init; }

    [FromQuery(Name = "handleSeconds"), Description("Mean time that a call keeps a counsellor, writing up included, 1 to 7200.")]
    public string? HandleSeconds { get; init; }

    [FromQuery(Name = "counsellors"), Description("How many counsellors each group has, in the order of the groups. Default: only the fewest for the service level are sought.")]
    public string? Counsellors { get; init; }

    [FromQuery(Name = "patienceSeconds"), Description("Mean time after which who waits hangs up, 1 to 3600: Erlang A. Default: nobody hangs up, Erlang C.")]
    public string? PatienceSeconds { get; init; }

    [FromQuery(Name = "thresholdSeconds"), Description("Within which a call is answered in time, 0 to 600. Default: the one of the figure serviceLevel.")]
    public string? ThresholdSeconds { get; init; }

    [FromQuery(Name = "serviceLevel"), Description("The share of calls to be answered in time, 0.01 to 0.999. Default: 0.8.")]
    public string? ServiceLevel { get; init; }

    [FromQuery(Name = "format"), Description("json (default), csv or xlsx. In a file answerSecondsMean is empty where the queue grows without end.")]
    public string? Format { get; init; }

    /// <returns>Null where <paramref name="errors"/> has a fault; every one by its parameter.</returns>
    public StaffingQuestion? Read(IEnumerable<string> asked, StatisticsSettings settings, IDictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(errors);
        foreach (var name in asked.Except(Known, StringComparer.OrdinalIgnoreCase))
        {
            errors[name] = [$"This is not a parameter; there are {string.Join(", ", Known)}."];
        }

        AnswerFormat.Check(Format, errors);
        var groups = StaffingQuestion.ReadGroups(Calls, Counsellors, errors);
        var service = ServiceNumbers.Read(HandleSeconds, PatienceSeconds, ThresholdSeconds, ServiceLevel, settings, errors);
        return errors.Count > 0 ? null : new(groups!, service.HandleSeconds, service.PatienceSeconds, service.Goal);
    }
}
