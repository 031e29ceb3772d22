using System.Globalization;
using Hotline117.Contracts.Live;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Dispatch.Alarms;

/// <summary>An alarm in the reader's words.</summary>
public sealed record AlarmView(Alarm Alarm, string Text)
{
    public bool IsCritical => Alarm.Severity is AlarmSeverity.Critical;

    /// <param name="live">Names the centres.</param>
    public static IReadOnlyList<AlarmView> Of(IEnumerable<Alarm> alarms, LiveState live, RegionNames regions, IStringLocalizer<Texts> texts, DateOnly today) =>
        [.. alarms.Select(alarm => new AlarmView(alarm, texts[$"Alarm.{alarm.Kind}", SubjectOf(alarm, live, regions, texts), FigureOf(alarm, today)]))];

    private static string SubjectOf(Alarm alarm, LiveState live, RegionNames regions, IStringLocalizer<Texts> texts) => (alarm.Kind, alarm.Subject) switch
    {
        (AlarmKind.NoCoverNow or AlarmKind.NoCoverAhead, { } region) => regions.Of(region, CultureInfo.CurrentUICulture),
        (AlarmKind.NoCoverNow or AlarmKind.NoCoverAhead, null) => texts["Alarm.Country"],
        (AlarmKind.QuietCentre, { } centre) => NameOf(live.Centres.GetValueOrDefault(centre), centre),
        (AlarmKind.SilentLine, { } line) => live.Centres.Values.FirstOrDefault(centre => centre.Lines.Any(its => its.LineId == line)) is { } known
            ? $"{NameOf(known, line)} ({line})" : line,
        _ => alarm.Subject ?? "",
    };

    private static string NameOf(LiveCentre? centre, string id) => centre?.Name.In(CultureInfo.CurrentUICulture) ?? id;

    private static string FigureOf(Alarm alarm, DateOnly today) => alarm.At is { } at
        ? BishkekTime.Moment(at, today) : alarm.Figure?.ToString(CultureInfo.CurrentCulture) ?? "";
}
