using System.Globalization;
using System.Text.Json.Nodes;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.RoutingService.Files;

/// <summary>The roster as a file, in YAML or JSON. The sample roster shows every field.</summary>
public static class RosterFile
{
    private const string TimeExample = "\"08:00\"";

    internal static IReadOnlyDictionary<string, DayOfWeek> DayNames { get; } = new Dictionary<string, DayOfWeek>
    {
        ["mon"] = DayOfWeek.Monday,
        ["tue"] = DayOfWeek.Tuesday,
        ["wed"] = DayOfWeek.Wednesday,
        ["thu"] = DayOfWeek.Thursday,
        ["fri"] = DayOfWeek.Friday,
        ["sat"] = DayOfWeek.Saturday,
        ["sun"] = DayOfWeek.Sunday,
    };

    public static FileResult<Roster> Read(string text, string fileName, CentreDirectory directory) =>
        FileReading.Run<Roster>(text, fileName, (file, reading) =>
        {
            var shifts = file.Maps("shifts").Select(fields => ReadShift(fields, reading)).ToList();
            file.Finish();
            if (shifts.Count == 0 && file.IsSound)
                file.Wrong("shifts", "the roster has no shift", "write at least one below 'shifts:'", 0);
            foreach (var problem in RosterRules.Check(shifts, directory))
                reading.Add(problem);
            return () => new Roster(shifts, directory);
        });

    /// <summary>What <see cref="Read"/> reads, given back.</summary>
    public static string Write(Roster roster, FileFormat format) =>
        FileWriting.Write(new JsonObject { ["shifts"] = new JsonArray([.. roster.Shifts.Select(WriteShift)]) }, format);

    private static JsonObject WriteShift(Shift shift)
    {
        var fields = new JsonObject { ["id"] = shift.Id };
        if (shift.Centre is { } centre)
            fields["centre"] = centre;
        else
            fields["lines"] = FileWriting.Words(shift.Lines);
        var oneDate = shift.ValidFrom is not null && shift.ValidFrom == shift.ValidTo;
        if (oneDate)
            fields["date"] = Iso(shift.ValidFrom);
        else
            fields["days"] = WriteDays(shift.Days);
        fields["from"] = Iso(shift.From);
        fields["to"] = Iso(shift.To);
        if (!oneDate && shift.ValidFrom is not null)
            fields["validFrom"] = Iso(shift.ValidFrom);
        if (!oneDate && shift.ValidTo is not null)
            fields["validTo"] = Iso(shift.ValidTo);
        if (shift.OnCall)
            fields["onCall"] = true;
        if (shift.Counsellors.Count > 0)
            fields["counsellors"] = FileWriting.Words(shift.Counsellors);
        return fields;
    }

    private static JsonNode WriteDays(IReadOnlyList<DayOfWeek> days) => days.Count == DayNames.Count
        ? "daily"
        : FileWriting.Words(DayNames.Where(day => days.Contains(day.Value)).Select(day => day.Key));

    private static string Iso(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string? Iso(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Shift ReadShift(FileFields fields, FileReading reading)
    {
        var date = fields.OptionalDate("date");
        var shift = new Shift
        {
            Id = fields.Text("id", "osh-nights"),
            Centre = fields.OptionalText("centre"),
            Lines = fields.Texts("lines", "[ak-jurok-1]") ?? [],
            Days = ReadDays(fields),
            From = Time(fields, "from"),
            To = Time(fields, "to"),
            ValidFrom = fields.OptionalDate("validFrom"),
            ValidTo = fields.OptionalDate("validTo"),
            OnCall = fields.Flag("onCall"),
            Counsellors = fields.Texts("counsellors", "[n-07]") ?? [],
        };
        if (date is { } day)
        {
            if (shift.Days.Count > 0 || shift.ValidFrom is not null || shift.ValidTo is not null)
                fields.Wrong("date", "days, validFrom and validTo don't go with a date", "leave them out, or leave the date out", 0);
            shift = Shift.OnDate(day, shift);
        }
        return reading.Finish(shift, fields);
    }

    private static List<DayOfWeek> ReadDays(FileFields fields)
    {
        if (fields.IsText("days", "daily"))
            return [.. DayNames.Values];
        var names = fields.Texts("days", "[mon, tue] or days: daily") ?? [];
        foreach (var name in names.Where(name => !DayNames.ContainsKey(name)))
            fields.Wrong("days", $"'{name}' is no day", Suggestion.Or("use mon, tue, wed, thu, fri, sat, sun", name, DayNames.Keys), 0);
        foreach (var name in names.CountBy(name => name).Where(count => count.Value > 1))
            fields.Wrong("days", $"'{name.Key}' is named twice", "name it once", 0);
        return [.. DayNames.Where(day => names.Contains(day.Key)).Select(day => day.Value)];
    }

    /// <summary>24:00 is the midnight at the day's end.</summary>
    private static TimeOnly Time(FileFields fields, string field)
    {
        var text = fields.Text(field, TimeExample);
        if (text is "" || (text == "24:00" && field == "to"))
            return TimeOnly.MinValue;
        return TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : fields.Wrong(field, $"'{text}' is no time of day", $"write hours and minutes, such as {TimeExample}", TimeOnly.MinValue);
    }
}
