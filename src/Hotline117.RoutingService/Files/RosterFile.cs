using System.Globalization;
using System.Text.Json.Nodes;
using Hotline117.Contracts.Rosters;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;

namespace Hotline117.RoutingService.Files;

/// <summary>The roster as a file, in YAML or JSON. The sample roster shows every field.</summary>
public static class RosterFile
{
    private const string TimeExample = "\"08:00\"";
    private static readonly FileProblem LastShift = new("address", 1, "id", "this is the roster's last shift", "replace the roster as a whole")
    {
        Finding = Finding.Of(FindingCode.LastShift, "this is the roster's last shift"),
    };

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

    internal static IReadOnlyDictionary<string, HolidayRule> HolidayWords { get; } = new Dictionary<string, HolidayRule>
    {
        ["asUsual"] = HolidayRule.AsUsual,
        ["off"] = HolidayRule.Off,
        ["only"] = HolidayRule.Only,
    };

    public static FileResult<Roster> Read(string text, string fileName, CentreDirectory directory) =>
        FileReading.Run<Roster>(text, fileName, (file, reading) => Read(file, reading, directory));

    /// <summary>One shift's fields, put into a roster in place of the one with that id, or as a new one.</summary>
    /// <param name="id">As the address has it; the fields need not repeat it.</param>
    public static FileResult<Roster> ReadShift(string text, string fileName, string id, RosterContent roster, CentreDirectory directory) =>
        FileReading.Run<Roster>(text, fileName, (fields, reading) =>
        {
            var shift = ReadShift(fields, reading, id);
            // The new one comes last, so that an overlap is told of it.
            var content = roster with { Shifts = [.. roster.Shifts.Where(other => other.Id != id), shift] };
            foreach (var problem in RosterRules.Check(content, directory, NationalHolidays.Calendar).Where(problem => ReferenceEquals(problem.Subject, shift)))
                reading.Add(problem with { Other = null });
            return () => new Roster(content, directory, NationalHolidays.Calendar);
        });

    /// <summary>Whom one entry's fields name, whatever else is right or wrong with them: a centre, or lines.</summary>
    public static (string? Centre, IReadOnlyList<string> Lines) ReadWhose(string text)
    {
        (string? Centre, IReadOnlyList<string> Lines) whose = (null, []);
        FileReading.Run<object>(text, "body", (fields, _) =>
        {
            whose = (fields.OptionalText("centre"), fields.Texts("lines", "") ?? []);
            return () => whose;
        });
        return whose;
    }

    /// <summary>The roster without one shift; null where it is not there.</summary>
    public static FileResult<Roster>? WithoutShift(string id, RosterContent roster, CentreDirectory directory)
    {
        List<Shift> others = [.. roster.Shifts.Where(shift => shift.Id != id)];
        if (others.Count == roster.Shifts.Count)
            return null;
        return others.Count > 0
            ? new(new Roster(roster with { Shifts = others }, directory, NationalHolidays.Calendar), [])
            : new(null, [LastShift]);
    }

    /// <summary>One exception's fields, put into a roster in place of the one with that id, or as a new one.</summary>
    public static FileResult<Roster> ReadException(string text, string fileName, string id, RosterContent roster, CentreDirectory directory) =>
        FileReading.Run<Roster>(text, fileName, (fields, reading) =>
        {
            var absence = ReadAbsence(fields, reading, id);
            var content = roster with { Exceptions = [.. roster.Exceptions.Where(other => other.Id != id), absence] };
            foreach (var problem in RosterRules.Check(content, directory, NationalHolidays.Calendar))
            {
                if (ReferenceEquals(problem.Subject, absence))
                    reading.Add(problem);
                else
                    reading.AddOfOther(problem);
            }
            return () => new Roster(content, directory, NationalHolidays.Calendar);
        });

    /// <summary>The roster without one exception; null where it is not there. Shifts that it kept apart may overlap then, and it is refused.</summary>
    public static FileResult<Roster>? WithoutException(string id, RosterContent roster, CentreDirectory directory)
    {
        var content = roster with { Exceptions = [.. roster.Exceptions.Where(absence => absence.Id != id)] };
        if (content.Exceptions.Count == roster.Exceptions.Count)
            return null;
        var problems = RosterRules.Check(content, directory, NationalHolidays.Calendar)
            .Select(problem => FileReading.OfOther("address", problem)).ToList();
        return problems.Count == 0 ? new(new Roster(content, directory, NationalHolidays.Calendar), []) : new(null, problems);
    }

    /// <summary>For other notations that have the same fields.</summary>
    internal static FileResult<Roster> Read(Func<FileReading, FileNode.Map> parse, string fileName, CentreDirectory directory) =>
        FileReading.Run<Roster>(parse, fileName, (file, reading) => Read(file, reading, directory));

    /// <summary>What <see cref="Read(string, string, CentreDirectory)"/> reads, given back.</summary>
    public static string Write(Roster roster, FileFormat format)
    {
        var file = new JsonObject { ["shifts"] = new JsonArray([.. roster.Shifts.Select(WriteShift)]) };
        var (absences, holidays) = (roster.Content.Exceptions, roster.Content.Holidays);
        if (absences.Count > 0)
            file["exceptions"] = new JsonArray([.. absences.Select(WriteAbsence)]);
        if (holidays.Add.Count + holidays.Drop.Count > 0)
            file["holidays"] = new JsonObject { ["add"] = WriteDates(holidays.Add), ["drop"] = WriteDates(holidays.Drop) };
        return FileWriting.Write(file, format);
    }

    private static Func<Roster> Read(FileFields file, FileReading reading, CentreDirectory directory)
    {
        var content = new RosterContent
        {
            Shifts = [.. file.Maps("shifts").Select(fields => ReadShift(fields, reading))],
            Exceptions = [.. file.Maps("exceptions").Select(fields => ReadAbsence(fields, reading))],
            Holidays = ReadHolidays(file, reading),
        };
        file.Finish();
        if (content.Shifts.Count == 0 && file.IsSound)
            file.Wrong("shifts", Finding.Of(FindingCode.NoShifts, "the roster has no shift"), "write at least one below 'shifts:'", 0);
        foreach (var problem in RosterRules.Check(content, directory, NationalHolidays.Calendar))
            reading.Add(problem);
        return () => new Roster(content, directory, NationalHolidays.Calendar);
    }

    internal static JsonObject WriteShift(Shift shift)
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
        if (shift.Holidays != HolidayRule.AsUsual)
            fields["holidays"] = HolidayWords.Single(word => word.Value == shift.Holidays).Key;
        return fields;
    }

    internal static JsonObject WriteAbsence(Absence absence)
    {
        var fields = new JsonObject { ["id"] = absence.Id };
        if (absence.Centre is { } centre)
            fields["centre"] = centre;
        else
            fields["lines"] = FileWriting.Words(absence.Lines);
        fields["from"] = Iso(absence.From);
        if (absence.To != absence.From)
            fields["to"] = Iso(absence.To);
        if (absence.Reason is { } reason)
            fields["reason"] = reason;
        return fields;
    }

    internal static JsonArray WriteDates(IReadOnlyList<DateOnly> dates) => FileWriting.Words(dates.Select(date => Iso(date)!));

    private static JsonNode WriteDays(IReadOnlyList<DayOfWeek> days) => days.Count == DayNames.Count
        ? "daily"
        : FileWriting.Words(DayNames.Where(day => days.Contains(day.Value)).Select(day => day.Key));

    private static string Iso(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string? Iso(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Shift ReadShift(FileFields fields, FileReading reading, string? id = null)
    {
        var date = fields.OptionalDate("date");
        var shift = new Shift
        {
            Id = ReadId(fields, id, "osh-nights"),
            Centre = fields.OptionalText("centre"),
            Lines = fields.Texts("lines", "[ak-jurok-1]") ?? [],
            Days = ReadDays(fields),
            From = Time(fields, "from"),
            To = Time(fields, "to"),
            ValidFrom = fields.OptionalDate("validFrom"),
            ValidTo = fields.OptionalDate("validTo"),
            OnCall = fields.Flag("onCall"),
            Counsellors = fields.Texts("counsellors", "[osh-anna]") ?? [],
            Holidays = ReadHolidayRule(fields),
        };
        if (date is { } day)
        {
            if (shift.Days.Count > 0 || shift.ValidFrom is not null || shift.ValidTo is not null)
                fields.Wrong("date", Finding.Of(FindingCode.DateWithDays, "days, validFrom and validTo don't go with a date"), "leave them out, or leave the date out", 0);
            shift = Shift.OnDate(day, shift);
        }
        return reading.Finish(shift, fields);
    }

    private static string ReadId(FileFields fields, string? expected, string example) =>
        expected is null ? fields.Text("id", example)
        : fields.OptionalText("id") is { } id && id != expected ? fields.Wrong("id", Finding.Of(FindingCode.OtherId, $"the address names '{expected}'"), "leave the id out, or write the same", expected)
        : expected;

    private static Absence ReadAbsence(FileFields fields, FileReading reading, string? id = null)
    {
        var from = fields.Text("from", "2026-12-31") is "" ? null : fields.OptionalDate("from");
        return reading.Finish(
            new Absence
            {
                Id = ReadId(fields, id, "osh-repair"),
                Centre = fields.OptionalText("centre"),
                Lines = fields.Texts("lines", "[ak-jurok-1]") ?? [],
                From = from ?? default,
                To = fields.OptionalDate("to") ?? from ?? default,
                Reason = ReadReason(fields),
            },
            fields);
    }

    private static string? ReadReason(FileFields fields)
    {
        const int longest = 200;
        return fields.OptionalText("reason")?.Trim() is { } text && (text.Length > longest || text.Any(char.IsControl))
            ? fields.Wrong("reason", Finding.Of(FindingCode.ReasonTooLong, "the reason is too long or of several lines") with { Arguments = [$"{longest}"] }, $"write at most {longest} letters in one line", (string?)null)
            : fields.OptionalText("reason")?.Trim();
    }

    private static HolidayChanges ReadHolidays(FileFields file, FileReading reading)
    {
        if (file.MapOrNull("holidays") is not { } fields)
            return file.OptionalText("holidays") is null
                ? HolidayChanges.None
                : file.Wrong("holidays", Finding.Of(FindingCode.NoMap, "this is no map"), "write { add: [2026-03-20], drop: [] }", HolidayChanges.None);
        return reading.Finish(new HolidayChanges(Dates(fields, "add"), Dates(fields, "drop")), fields);
    }

    private static HolidayRule ReadHolidayRule(FileFields fields) => fields.OptionalText("holidays") switch
    {
        null => HolidayRule.AsUsual,
        var word when HolidayWords.TryGetValue(word, out var rule) => rule,
        var word => fields.Wrong("holidays", Finding.Of(FindingCode.NoHolidayRule, $"'{word}' is no rule for holidays"), Suggestion.Or("use asUsual, off or only", word, HolidayWords.Keys), HolidayRule.AsUsual),
    };

    private static List<DateOnly> Dates(FileFields fields, string field)
    {
        var dates = new List<DateOnly>();
        foreach (var text in fields.Texts(field, "[2026-03-20]") ?? [])
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                dates.Add(date);
            else
                fields.Wrong(field, Finding.Of(FindingCode.NoDate, $"'{text}' is no date"), "write year, month and day, such as 2026-03-21", 0);
        }
        return dates;
    }

    private static List<DayOfWeek> ReadDays(FileFields fields)
    {
        if (fields.IsText("days", "daily"))
            return [.. DayNames.Values];
        var names = fields.Texts("days", "[mon, tue] or days: daily") ?? [];
        foreach (var name in names.Where(name => !DayNames.ContainsKey(name)))
            fields.Wrong("days", Finding.Of(FindingCode.NoWeekday, $"'{name}' is no day"), Suggestion.Or("use mon, tue, wed, thu, fri, sat, sun", name, DayNames.Keys), 0);
        foreach (var name in names.CountBy(name => name).Where(count => count.Value > 1))
            fields.Wrong("days", Finding.Of(FindingCode.NamedTwice, $"'{name.Key}' is named twice"), "name it once", 0);
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
            : fields.Wrong(field, Finding.Of(FindingCode.NoTime, $"'{text}' is no time of day"), $"write hours and minutes, such as {TimeExample}", TimeOnly.MinValue);
    }
}
