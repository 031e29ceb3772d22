using System.Text.Json.Nodes;
using Hotline117.Routing.Alarms;

namespace Hotline117.RoutingService.Files;

/// <summary>The policy's <c>alarms</c> in its file.</summary>
internal static class AlarmFields
{
    public static JsonObject Write(AlarmPolicy alarms) => new()
    {
        ["waitSeconds"] = (int)alarms.Wait.TotalSeconds,
        ["criticalWaitSeconds"] = (int)alarms.CriticalWait.TotalSeconds,
        ["coverHours"] = (int)alarms.CoverAhead.TotalHours,
        ["coverWithinMinutes"] = (int)alarms.CoverWithin.TotalMinutes,
        ["quietHours"] = (int)alarms.Quiet.TotalHours,
        ["quietCalls"] = alarms.QuietCalls,
        ["troubleSeconds"] = (int)alarms.Trouble.TotalSeconds,
        ["fallbackMinutes"] = (int)alarms.Fallback.TotalMinutes,
        ["planMinutes"] = (int)alarms.PlanAge.TotalMinutes,
        ["waitingEvents"] = alarms.WaitingEvents,
    };

    public static AlarmPolicy Read(FileFields file, FileReading reading)
    {
        var usual = AlarmPolicy.Default;
        if (file.MapOrNull("alarms") is not { } fields)
            return file.IsMissing("alarms") ? usual : file.Wrong("alarms", "this is no map of fields", "write its fields below it, such as waitSeconds: 60", usual);
        var wait = fields.Number("waitSeconds", (int)usual.Wait.TotalSeconds);
        return reading.Finish(
            new AlarmPolicy
            {
                Wait = TimeSpan.FromSeconds(wait),
                CriticalWait = TimeSpan.FromSeconds(fields.Number("criticalWaitSeconds", Math.Max(wait, (int)usual.CriticalWait.TotalSeconds))),
                CoverAhead = TimeSpan.FromHours(fields.Number("coverHours", (int)usual.CoverAhead.TotalHours)),
                CoverWithin = TimeSpan.FromMinutes(fields.Number("coverWithinMinutes", (int)usual.CoverWithin.TotalMinutes)),
                Quiet = TimeSpan.FromHours(fields.Number("quietHours", (int)usual.Quiet.TotalHours)),
                QuietCalls = fields.Number("quietCalls", usual.QuietCalls),
                Trouble = TimeSpan.FromSeconds(fields.Number("troubleSeconds", (int)usual.Trouble.TotalSeconds)),
                Fallback = TimeSpan.FromMinutes(fields.Number("fallbackMinutes", (int)usual.Fallback.TotalMinutes)),
                PlanAge = TimeSpan.FromMinutes(fields.Number("planMinutes", (int)usual.PlanAge.TotalMinutes)),
                WaitingEvents = fields.Number("waitingEvents", usual.WaitingEvents),
            },
            fields);
    }
}
