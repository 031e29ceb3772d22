using System.Globalization;
using Hotline117.Contracts.Rosters;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Rosters;

/// <summary>A turn, or the part of it that lies on a day.</summary>
/// <param name="Text"><c>08:00–20:00</c>; where it began the day before, <c>–08:00</c>.</param>
/// <param name="EndsNextDay">It goes on after midnight.</param>
public sealed record TurnOnDay(RosterTurn Turn, string Text, bool EndsNextDay)
{
    public bool BeganBefore => Text.StartsWith('–');
}

/// <summary>What a line does on a day.</summary>
public sealed record DayOfLine(DateOnly Date, IReadOnlyList<TurnOnDay> Turns, IReadOnlyList<RosterAbsence> Off);

/// <summary>Puts the turns of a week into its days.</summary>
public static class RosterWeekView
{
    public static DateOnly MondayOf(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));

    /// <returns>The Monday of the week in which the date lies that is written; this week's where none is.</returns>
    public static DateOnly Read(string? week, DateOnly today) => MondayOf(
        DateOnly.TryParseExact(week, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 2000 and < 2100 ? date : today);

    public static IEnumerable<DayOfLine> Days(RosterWeek week, RosterLine line) => week.Days.Select(day => new DayOfLine(
        day.Date,
        [.. line.Turns.Select(turn => On(day.Date, turn)).OfType<TurnOnDay>()],
        [.. line.Off.Where(off => off.From <= day.Date && day.Date <= off.To)]));

    /// <returns>How many minutes it is after that Monday's midnight.</returns>
    public static int Minutes(DateTimeOffset moment, DateOnly monday) => (int)(moment - BishkekTime.StartOf(monday)).TotalMinutes;

    public static int Minutes(DateOnly date, DateOnly monday) => 24 * 60 * (date.DayNumber - monday.DayNumber);

    /// <returns>The minutes of the day from which and to which a turn lies on it.</returns>
    public static (int From, int To) Part(RosterTurn turn, DateOnly date) => (Math.Max(0, Minutes(turn.From, date)), Math.Min(24 * 60, Minutes(turn.To, date)));

    private static TurnOnDay? On(DateOnly date, RosterTurn turn)
    {
        var (midnight, next) = (BishkekTime.StartOf(date), BishkekTime.StartOf(date.AddDays(1)));
        if (turn.From >= next || turn.To <= midnight)
            return null;
        var end = turn.To == next ? "24:00" : Clock(turn.To);
        return turn.From < midnight ? new(turn, $"–{end}", EndsNextDay: false) : new(turn, $"{Clock(turn.From)}–{end}", turn.To > next);
    }

    private static string Clock(DateTimeOffset time) => BishkekTime.In(time).ToString("HH:mm", CultureInfo.InvariantCulture);
}
