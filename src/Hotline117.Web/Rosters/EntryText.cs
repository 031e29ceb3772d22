using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Rosters;

/// <summary>An entry of the roster in one line, for whoever compares it with their own.</summary>
public static class EntryText
{
    public static string Of(RosterEntry entry, IStringLocalizer<Texts> texts) => string.Join(
        " · ",
        new[]
        {
            entry.Centre is null ? string.Join(", ", entry.Lines) : texts["Rosters.AllLines"].Value,
            entry.Date,
            entry.Days.Count == RosterEntry.Weekdays.Count ? texts["Rosters.Daily"].Value : string.Join(", ", entry.Days.Select(day => texts[$"Day.{day}"].Value)),
            $"{entry.From} – {entry.To}",
            entry.ValidFrom.Length + entry.ValidTo.Length > 0 ? $"({entry.ValidFrom} – {entry.ValidTo})" : "",
            entry.OnCall ? texts["Rosters.OnCall"].Value : "",
            entry.Counsellors,
            entry.Holidays == RosterEntry.HolidayRules[0] ? "" : texts[$"Rosters.Holidays.{entry.Holidays}"].Value,
            entry.Reason,
        }.Where(part => part.Length > 0));
}
