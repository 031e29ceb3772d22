using System.Globalization;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Hotline117.RoutingService.Files;

/// <summary>
/// The roster as iCalendar (RFC 5545), to be seen in any calendar and read back by <see cref="RosterCalendarReading"/>. A weekly shift is an event that
/// recurs each week, without the dates on which it does not begin; exceptions and holidays are events of whole days. What calendars have no word for stands in
/// properties that begin with <see cref="Own"/>.
/// </summary>
public static class RosterCalendar
{
    internal const string Own = "X-HOTLINE117-";
    internal const string Domain = "@hotline117";
    internal const string ExceptionDomain = "@exception.hotline117";
    internal const string OnCall = "ON-CALL";
    internal const string Exception = "EXCEPTION";
    internal const string Holiday = "HOLIDAY";
    internal const string HolidayAdded = "HOLIDAY-ADDED";
    internal const string HolidayDropped = "HOLIDAY-DROPPED";
    internal const string Unlimited = "none";

    public static string Write(Roster roster, CentreDirectory directory)
    {
        var (firstYear, lastYear) = roster.Holidays.KnownYears;
        var (first, last) = (new DateOnly(firstYear, 1, 1), new DateOnly(lastYear, 12, 31));
        var calendar = new Ical.Net.Calendar { ProductId = "-//Hotline 117//Roster//EN" };
        calendar.AddTimeZone(Zone());
        foreach (var shift in roster.Shifts)
            calendar.Events.Add(Event(shift, roster, directory, first, last));
        foreach (var absence in roster.Content.Exceptions)
            calendar.Events.Add(Event(absence));
        foreach (var date in roster.Content.Holidays.Add)
            calendar.Events.Add(WholeDay($"{Iso(date)}{HolidayAdded.ToLowerInvariant()}{Domain}", date, date, "Holiday, added", HolidayAdded));
        foreach (var date in roster.Content.Holidays.Drop)
            calendar.Events.Add(WholeDay($"{Iso(date)}{HolidayDropped.ToLowerInvariant()}{Domain}", date, date, "No holiday", HolidayDropped));
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            if (roster.Holidays.NameOf(date) is { } name && !roster.Content.Holidays.Add.Contains(date))
                calendar.Events.Add(WholeDay($"{Iso(date)}{Holiday.ToLowerInvariant()}{Domain}", date, date, name, Holiday));
        }
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    /// <summary>The first date from <paramref name="from"/> on that has one of these weekdays.</summary>
    internal static DateOnly FirstOn(IReadOnlyList<DayOfWeek> days, DateOnly from)
    {
        for (var date = from; ; date = date.AddDays(1))
        {
            if (days.Contains(date.DayOfWeek))
                return date;
        }
    }

    /// <summary>Where a shift without a first date begins in the calendar.</summary>
    internal static DateOnly Anchor { get; } = new(2026, 1, 1);

    /// <summary>Whether an exception takes a whole shift off, and not only some of its lines.</summary>
    internal static bool Covers(Absence absence, Shift shift, CentreDirectory directory)
    {
        var off = LinesOf(absence.Centre, absence.Lines, directory);
        return LinesOf(shift.Centre, shift.Lines, directory).All(off.Contains);
    }

    internal static IReadOnlyList<string> LinesOf(string? centre, IReadOnlyList<string> lines, CentreDirectory directory) =>
        centre is null ? lines : [.. directory.FindCentre(centre)?.Lines.Select(line => line.Id) ?? []];

    private static CalendarEvent Event(Shift shift, Roster roster, CentreDirectory directory, DateOnly first, DateOnly last)
    {
        var start = FirstOn(shift.Days, shift.ValidFrom ?? Anchor);
        var dates = Dates(shift, start > first ? start : first, shift.ValidTo < last ? shift.ValidTo.Value : last).ToList();
        var only = shift.Holidays == HolidayRule.Only;
        var held = dates.Where(date => Holds(shift, date, roster, directory)).ToList();
        if (only && held.Count > 0)
            start = held[0];
        var happening = NewEvent(shift.Id + Domain, $"{shift.Id}: {shift.Centre ?? string.Join(", ", shift.Lines)}", shift.OnCall ? OnCall : "DUTY");
        happening.DtStart = At(start, shift.From);
        happening.DtEnd = At(shift.From.ToTimeSpan() + shift.Duration >= TimeSpan.FromDays(1) ? start.AddDays(1) : start, shift.To);
        SetWho(happening, shift.Centre, shift.Lines);
        Set(happening, "COUNSELLORS", string.Join(' ', shift.Counsellors));
        if (shift.Holidays != HolidayRule.AsUsual)
            Set(happening, "HOLIDAYS", RosterFile.HolidayWords.Single(word => word.Value == shift.Holidays).Key);
        if (only)
        {
            Set(happening, "DAYS", string.Join(' ', shift.Days));
            Set(happening, "VALID-TO", shift.ValidTo is { } until ? Iso(until) : Unlimited);
            happening.RecurrenceDates.AddRange(held.Skip(1).Select(date => At(date, shift.From)));
            if (held.Count == 0)
                happening.Status = EventStatus.Cancelled;
        }
        if (!shift.IsOnOneDate || only)
            Set(happening, "VALID-FROM", shift.ValidFrom is { } since ? Iso(since) : Unlimited);
        if (!shift.IsOnOneDate && !only)
        {
            happening.RecurrenceRule = new RecurrenceRule(FrequencyType.Weekly) { ByDay = [.. shift.Days.Select(day => new WeekDay(day))] };
            if (shift.ValidTo is { } until)
                happening.RecurrenceRule.Until = new CalDateTime(BishkekTime.ToInstant(until.ToDateTime(new TimeOnly(23, 59, 59))).UtcDateTime, "UTC");
            happening.ExceptionDates.AddRange(dates.Except(held).Select(date => At(date, shift.From)));
        }
        return happening;
    }

    private static CalendarEvent Event(Absence absence)
    {
        var happening = WholeDay(absence.Id + ExceptionDomain, absence.From, absence.To, $"Off: {absence.Centre ?? string.Join(", ", absence.Lines)}", Exception);
        happening.Description = absence.Reason;
        SetWho(happening, absence.Centre, absence.Lines);
        return happening;
    }

    private static CalendarEvent WholeDay(string id, DateOnly from, DateOnly to, string summary, string category)
    {
        var happening = NewEvent(id, summary, category);
        happening.DtStart = new CalDateTime(from);
        happening.DtEnd = new CalDateTime(to.AddDays(1));
        happening.Transparency = TransparencyType.Transparent;
        return happening;
    }

    // Without a stamp of its own each export would differ from the last.
    private static CalendarEvent NewEvent(string id, string summary, string category) =>
        new() { Uid = id, Summary = summary, Categories = [category], DtStamp = new CalDateTime(2026, 1, 1, 0, 0, 0, "UTC") };

    private static IEnumerable<DateOnly> Dates(Shift shift, DateOnly from, DateOnly to)
    {
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            if (shift.BeginsOn(date))
                yield return date;
        }
    }

    private static bool Holds(Shift shift, DateOnly date, Roster roster, CentreDirectory directory) =>
        (shift.Holidays == HolidayRule.AsUsual || roster.Holidays.Contains(date) == (shift.Holidays == HolidayRule.Only))
        && !roster.Content.Exceptions.Any(absence => absence.Holds(date) && Covers(absence, shift, directory));

    private static void SetWho(CalendarEvent happening, string? centre, IReadOnlyList<string> lines)
    {
        Set(happening, "CENTRE", centre ?? "");
        Set(happening, "LINES", string.Join(' ', lines));
    }

    private static void Set(CalendarEvent happening, string name, string value)
    {
        if (value.Length > 0)
            happening.AddProperty(Own + name, value);
    }

    private static CalDateTime At(DateOnly date, TimeOnly time) => new(date, time, BishkekTime.ZoneId);

    /// <summary>One offset since 2005: <see cref="BishkekTime.Zone"/>.</summary>
    private static VTimeZone Zone() => VTimeZone.FromDateTimeZone(BishkekTime.ZoneId, new DateTime(2020, 1, 1), false);

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
