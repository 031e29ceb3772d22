using System.Globalization;

namespace Hotline117.Web.Rosters;

/// <summary>Where somebody has put a turn or an exception in the week, on the clock of Asia/Bishkek. A form proposes it; nothing but the form's button saves it.</summary>
/// <param name="Was">When the turn began; the beginning itself where there was none.</param>
/// <param name="To">No longer part of it.</param>
public sealed record RosterMove(DateTime Was, DateTime From, DateTime To)
{
    /// <returns>Null where nothing is proposed, or nothing that could be meant.</returns>
    public static RosterMove? Read(string? was, string? from, string? to) =>
        Moment(from) is { } start && Moment(to) is { } end && end > start ? new(Moment(was) ?? start, start, end) : null;

    /// <returns>Null where it can't be so: a shift lasts a day at most.</returns>
    public RosterEntry? Of(RosterEntry entry) => entry.Kind switch
    {
        EntryKind.Off => entry with { From = Date(From), To = Date(To.AddMinutes(-1)) },
        _ when To - From > TimeSpan.FromDays(1) => null,
        EntryKind.On => entry with { Date = Date(From), From = Time(From), To = Time(To) },
        _ => entry with { Days = DaysOf(entry), From = Time(From), To = Time(To) },
    };

    /// <summary>A day of the pattern moves; one that the pattern has already can't be added.</summary>
    private IReadOnlyList<string> DaysOf(RosterEntry entry)
    {
        var (left, taken) = (Weekday(Was), Weekday(From));
        return entry.Days.Contains(taken) ? entry.Days : [.. RosterEntry.Weekdays.Where(day => day == taken || (day != left && entry.Days.Contains(day)))];
    }

    private static string Weekday(DateTime moment) => RosterEntry.Weekdays[((int)moment.DayOfWeek + 6) % 7];

    private static string Date(DateTime moment) => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTime moment) => moment.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static DateTime? Moment(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) && moment.Year is >= 2000 and < 2100 ? moment : null;
}
