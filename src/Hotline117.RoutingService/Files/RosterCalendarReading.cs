using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hotline117.Contracts.Rosters;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Hotline117.RoutingService.Files;

/// <summary>
/// Reads iCalendar into a roster: single events, events that recur each week or day, and the dates left out of them. Whatever a roster has no word for, such as
/// every second week, is refused with the event's name. A date that is left out becomes an exception of the shift's lines.
/// </summary>
public static partial class RosterCalendarReading
{
    public const int MaxEvents = 20_000;

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex NotInIds();

    public static FileResult<Roster> Read(string text, string fileName, CentreDirectory directory) =>
        RosterFile.Read(reading => Parse(text, reading, directory), fileName, directory);

    private static FileNode.Map Parse(string text, FileReading reading, CentreDirectory directory)
    {
        var (shifts, exceptions) = (new List<(Shift Shift, CalendarEvent Event, int Line)>(), new List<(Absence Absence, int Line)>());
        var (added, dropped) = (new List<DateOnly>(), new List<DateOnly>());
        foreach (var (happening, line) in Events(text))
        {
            var problems = Unsupported(happening).ToList();
            foreach (var (finding, remedy) in problems)
                reading.Add(line, "", finding, remedy);
            if (problems.Count > 0)
                continue;
            if (Is(happening, RosterCalendar.HolidayAdded))
                added.Add(happening.DtStart!.Date);
            else if (Is(happening, RosterCalendar.HolidayDropped))
                dropped.Add(happening.DtStart!.Date);
            else if (Is(happening, RosterCalendar.Exception))
                exceptions.Add((ToAbsence(happening), line));
            else if (!Is(happening, RosterCalendar.Holiday))
                shifts.Add((ToShift(happening), happening, line));
        }
        var holidays = NationalHolidays.Calendar.With(new HolidayChanges(added, dropped));
        exceptions.AddRange(shifts.SelectMany(pair => LeftOut(pair, shifts, exceptions, holidays, directory, reading)).ToList());
        return new FileNode.Map(1,
        [
            new("shifts", 1, new FileNode.List(1, [.. shifts.Select(pair => Node(RosterFile.WriteShift(pair.Shift), pair.Line))])),
            new("exceptions", 1, new FileNode.List(1, [.. exceptions.Select(pair => Node(RosterFile.WriteAbsence(pair.Absence), pair.Line))])),
            new("holidays", 1, Node(new JsonObject { ["add"] = RosterFile.WriteDates(added), ["drop"] = RosterFile.WriteDates(dropped) }, 1)),
        ]);
    }

    /// <summary>With the line on which each begins, which the library does not tell.</summary>
    private static List<(CalendarEvent Event, int Line)> Events(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > FileParser.MaxBytes)
            throw new FileFormatException(1, Finding.Of(FindingCode.FileTooLarge, $"the file is larger than {FileParser.MaxBytes / 1_000_000} MB"), "split it or check that it is the right one");
        var begins = text.Split('\n').Index().Where(line => line.Item.StartsWith("BEGIN:VEVENT", StringComparison.Ordinal)).Select(line => line.Index + 1).ToList();
        if (begins.Count > MaxEvents)
            throw new FileFormatException(1, Finding.Of(FindingCode.TooManyEvents, $"the calendar has more than {MaxEvents} events"), "split it or check that it is the right one");
        var events = Load(text);
        return events.Count == begins.Count
            ? [.. events.Zip(begins)]
            : throw new FileFormatException(1, Finding.Of(FindingCode.EventsAlike, $"the calendar has {begins.Count} events, of which {events.Count} can be told apart"), "give each event a UID of its own");
    }

    private static List<CalendarEvent> Load(string text)
    {
        try
        {
            return Ical.Net.Calendar.Load(text)?.Events.ToList() ?? throw new FileFormatException(1, Finding.Of(FindingCode.NoCalendar, "this is no calendar"), "send a file that begins with BEGIN:VCALENDAR");
        }
        catch (Exception e) when (e is not FileFormatException and not OutOfMemoryException)
        {
            // The library throws many kinds of exceptions for broken calendars.
            throw new FileFormatException(1, Finding.Of(FindingCode.NoCalendar, $"this is no calendar that can be read ({e.GetType().Name})") with { Arguments = [] }, "send what a calendar program has exported");
        }
    }

    private static IEnumerable<(Finding Finding, string Remedy)> Unsupported(CalendarEvent happening)
    {
        var name = Name(happening);
        if (happening.DtStart is not { } start)
        {
            yield return (Finding.Of(FindingCode.EventWithoutBeginning, $"the event '{name}' has no beginning"), "write DTSTART");
            yield break;
        }
        if (happening.RecurrenceIdentifier is not null)
            yield return (Finding.Of(FindingCode.EventOfAnother, $"the event '{name}' changes one occurrence of another"), "leave the date out of the other by EXDATE, and write an event of its own");
        if (IsWholeDays(happening))
        {
            if (start.HasTime)
                yield return (Finding.Of(FindingCode.EventOfDaysWithTime, $"the event '{name}' has a time of day, but marks whole days"), "write DTSTART;VALUE=DATE");
            yield break;
        }
        if (!start.HasTime)
            yield return (Finding.Of(FindingCode.EventWithoutTime, $"the event '{name}' has no time of day"), $"write DTSTART with a time, or the category {RosterCalendar.Exception} for days off");
        if (start.TzId is not (null or BishkekTime.ZoneId))
            yield return (Finding.Of(FindingCode.EventOnOtherClock, $"the event '{name}' is on the clock of {start.TzId}"), $"write its times with TZID={BishkekTime.ZoneId}");
        if (start.HasTime && LengthOf(happening) is not { Ticks: > 0, TotalDays: <= 1 })
            yield return (Finding.Of(FindingCode.EventTooLong, $"the event '{name}' does not last from a minute to a day"), "write one event for each shift");
        if ((happening.RecurrenceDates.GetAllPeriods().Any() || happening.RecurrenceDates.GetAllDates().Any()) && Own(happening, "HOLIDAYS") != "only")
            yield return (Finding.Of(FindingCode.EventOnSingleDates, $"the event '{name}' has single dates more (RDATE)"), "write an event for each of them");
        if (happening.RecurrenceRule is { } rule)
        {
            foreach (var problem in Unsupported(rule, name))
                yield return problem;
        }
    }

    private static IEnumerable<(Finding Finding, string Remedy)> Unsupported(RecurrenceRule rule, string name)
    {
        if (rule.Frequency is not (FrequencyType.Weekly or FrequencyType.Daily))
            yield return (Finding.Of(FindingCode.EventRecursOtherwise, $"the event '{name}' recurs {rule.Frequency.ToString().ToLowerInvariant()}"), "write FREQ=WEEKLY");
        if (rule.Interval > 1)
            yield return (Finding.Of(FindingCode.EventRecursSeldom, $"the event '{name}' recurs every {rule.Interval} times (INTERVAL)"), "write single events, or one for each stretch of weeks");
        if (rule.Count is > 0)
            yield return (Finding.Of(FindingCode.EventEndsByCount, $"the event '{name}' ends after a number of times (COUNT)"), "write the last date as UNTIL");
        if (rule.BySetPosition.Count + rule.ByMonth.Count + rule.ByMonthDay.Count + rule.ByYearDay.Count + rule.ByWeekNo.Count + rule.ByHour.Count + rule.ByMinute.Count + rule.BySecond.Count > 0
            || rule.ByDay.Any(day => day.Offset is not null and not 0))
            yield return (Finding.Of(FindingCode.EventByRule, $"the event '{name}' recurs by a rule that a roster has no word for (BYSETPOS, BYMONTH, …)"), "use BYDAY and UNTIL alone");
    }

    private static Shift ToShift(CalendarEvent happening)
    {
        var start = happening.DtStart!;
        var from = start.Time!.Value;
        var only = Own(happening, "HOLIDAYS") == "only";
        var shift = new Shift
        {
            Id = Id(happening.Uid, RosterCalendar.Domain),
            Centre = Own(happening, "CENTRE"),
            Lines = Words(happening, "LINES"),
            Days = only ? [.. Words(happening, "DAYS").Select(day => Enum.TryParse<DayOfWeek>(day, out var parsed) ? parsed : start.DayOfWeek)] : Days(happening),
            From = from,
            To = from.Add(LengthOf(happening)!.Value),
            OnCall = Is(happening, RosterCalendar.OnCall),
            Counsellors = Words(happening, "COUNSELLORS"),
            Holidays = RosterFile.HolidayWords.GetValueOrDefault(Own(happening, "HOLIDAYS") ?? "", HolidayRule.AsUsual),
        };
        if (only)
            return shift with { ValidFrom = Date(Own(happening, "VALID-FROM")), ValidTo = Date(Own(happening, "VALID-TO")) };
        if (happening.RecurrenceRule is not { } rule)
            return Shift.OnDate(start.Date, shift);
        // The property that holds the exact first date is the export's; where the event has been moved since, its own date counts.
        var told = Own(happening, "VALID-FROM");
        var moved = told is null || shift.Days.Count == 0 || RosterCalendar.FirstOn(shift.Days, Date(told) ?? RosterCalendar.Anchor) != start.Date;
        return shift with { ValidFrom = moved ? start.Date : Date(told), ValidTo = LastDate(rule.Until, from) };
    }

    private static Absence ToAbsence(CalendarEvent happening) => new()
    {
        Id = Id(happening.Uid, RosterCalendar.ExceptionDomain),
        Centre = Own(happening, "CENTRE"),
        Lines = Words(happening, "LINES"),
        From = happening.DtStart!.Date,
        To = happening.DtEnd is { HasTime: false } end && end.Date > happening.DtStart.Date ? end.Date.AddDays(-1) : happening.DtStart.Date,
        Reason = string.IsNullOrWhiteSpace(happening.Description) ? null : happening.Description.Trim(),
    };

    /// <summary>The exceptions that the dates left out of an event stand for, but those that an exception or a holiday of the same file explains.</summary>
    private static IEnumerable<(Absence Absence, int Line)> LeftOut(
        (Shift Shift, CalendarEvent Event, int Line) leaving, List<(Shift Shift, CalendarEvent Event, int Line)> shifts,
        List<(Absence Absence, int Line)> exceptions, HolidayCalendar holidays, CentreDirectory directory, FileReading reading)
    {
        var (shift, happening, line) = leaving;
        foreach (var date in happening.ExceptionDates.GetAllDates().Select(left => left.Date).Distinct().Where(shift.BeginsOn))
        {
            if ((shift.Holidays == HolidayRule.Off && holidays.Contains(date))
                || exceptions.Any(pair => pair.Absence.Holds(date) && RosterCalendar.Covers(pair.Absence, shift, directory)))
                continue;
            var lines = RosterCalendar.LinesOf(shift.Centre, shift.Lines, directory);
            if (shifts.Exists(other => other.Shift != shift && !other.Shift.IsOnOneDate && other.Shift.BeginsOn(date)
                && RosterCalendar.LinesOf(other.Shift.Centre, other.Shift.Lines, directory).Intersect(lines).Any()))
                reading.Add(line, "", Finding.Of(FindingCode.EventLeftOut, $"the event '{Name(happening)}' is left out on {date:yyyy-MM-dd}, when its lines have another shift, too"),
                    "end it before that date by UNTIL, and begin it anew after it");
            var id = $"{shift.Id}-off-{date:yyyyMMdd}";
            yield return (new Absence { Id = id[Math.Max(0, id.Length - 64)..].TrimStart('-'), Centre = shift.Centre, Lines = shift.Lines, From = date, To = date }, line);
        }
    }

    private static IReadOnlyList<DayOfWeek> Days(CalendarEvent happening) => happening.RecurrenceRule switch
    {
        { ByDay.Count: > 0 } rule => [.. RosterFile.DayNames.Values.Where(day => rule.ByDay.Any(each => each.DayOfWeek == day))],
        { Frequency: FrequencyType.Daily } => [.. RosterFile.DayNames.Values],
        _ => [happening.DtStart!.DayOfWeek],
    };

    /// <summary>The last date on which it begins: UNTIL holds for the beginning.</summary>
    private static DateOnly? LastDate(CalDateTime? until, TimeOnly from)
    {
        if (until is null)
            return null;
        if (!until.HasTime)
            return until.Date;
        var local = until.IsUtc ? BishkekTime.ToLocal(new DateTimeOffset(until.AsUtc, TimeSpan.Zero)) : until.Value;
        var date = DateOnly.FromDateTime(local);
        return TimeOnly.FromDateTime(local) >= from ? date : date.AddDays(-1);
    }

    private static TimeSpan? LengthOf(CalendarEvent happening)
    {
        if (happening.DtEnd is { HasTime: true } end)
            return end.Value - happening.DtStart!.Value;
        return happening.Duration is { } length ? length.ToTimeSpanUnspecified() : null;
    }

    private static bool IsWholeDays(CalendarEvent happening) =>
        Is(happening, RosterCalendar.Exception) || Is(happening, RosterCalendar.Holiday) || Is(happening, RosterCalendar.HolidayAdded) || Is(happening, RosterCalendar.HolidayDropped);

    private static bool Is(CalendarEvent happening, string category) => happening.Categories?.Contains(category) == true;

    private static string Name(CalendarEvent happening) => (happening.Summary ?? happening.Uid ?? "without a name") is { Length: > 80 } name ? name[..80] : happening.Summary ?? happening.Uid ?? "without a name";

    private static string? Own(CalendarEvent happening, string name) => happening.Properties[RosterCalendar.Own + name]?.Value as string;

    private static string[] Words(CalendarEvent happening, string name) => (Own(happening, name) ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);

    private static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Other programs' ids are made to fit.</summary>
    private static string Id(string? uid, string domain)
    {
        var id = uid ?? "";
        id = id.EndsWith(domain, StringComparison.Ordinal) ? id[..^domain.Length] : NotInIds().Replace(id.ToLowerInvariant(), "-").Trim('-');
        return id.Length <= 64 ? id : id[..64];
    }

    private static FileNode Node(JsonNode? json, int line) => json switch
    {
        JsonObject map => new FileNode.Map(line, [.. map.Select(field => new FileNode.Entry(field.Key, line, Node(field.Value, line)))]),
        JsonArray list => new FileNode.List(line, [.. list.Select(item => Node(item, line))]),
        _ => new FileNode.Scalar(line, json?.ToString() ?? "", Quoted: json is not null),
    };
}
