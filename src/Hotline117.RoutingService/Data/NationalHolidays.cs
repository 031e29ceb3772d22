using System.Globalization;
using Hotline117.Routing.Rosters;

namespace Hotline117.RoutingService.Data;

/// <summary>The holidays of Kyrgyzstan, built into the program: holidays.json tells the source of each date and how sure it is.</summary>
public static class NationalHolidays
{
    private static readonly Lazy<HolidayCalendar> Loaded = new(() => From(BuiltIn()));

    /// <exception cref="InvalidDataException">The file contradicts itself; the message lists every place.</exception>
    public static HolidayCalendar Calendar => Loaded.Value;

    /// <exception cref="InvalidDataException">The file contradicts itself; the message lists every place.</exception>
    public static HolidayCalendar From(string json)
    {
        var file = GeographyFiles.Parse<HolidaysFile>("holidays.json", json);
        var problems = Problems(file).ToList();
        return problems.Count == 0
            ? new HolidayCalendar(
                file.Fixed.Select(row => new FixedHoliday(Day(row)!.Value.Month, Day(row)!.Value.Day, row.En)),
                file.Lunar.Select(row => new DatedHoliday(row.Date, row.En)))
            : throw new InvalidDataException(string.Join(Environment.NewLine, problems));
    }

    private static string BuiltIn()
    {
        using var stream = typeof(NationalHolidays).Assembly.GetManifestResourceStream("holidays.json")
            ?? throw new InvalidDataException("holidays.json is not built into the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Problems(HolidaysFile file)
    {
        foreach (var row in file.Fixed.Where(row => Day(row) is null))
            yield return $"holidays.json: fixed: '{row.MonthDay}' is no day of the year: write month and day, such as 03-21";
        foreach (var day in file.Fixed.CountBy(row => row.MonthDay).Where(count => count.Value > 1))
            yield return $"holidays.json: fixed: {day.Key} stands there twice: keep one";
        foreach (var date in file.Lunar.CountBy(row => row.Date).Where(count => count.Value > 1))
            yield return $"holidays.json: lunar: {date.Key:yyyy-MM-dd} stands there twice: keep one";
    }

    private static DateOnly? Day(FixedHolidayRow row) =>
        DateOnly.TryParseExact($"2024-{row.MonthDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

internal enum HolidayCertainty { High, Medium, Low }

internal sealed record HolidaysFile(IReadOnlyList<string> Sources, string Certainty, IReadOnlyList<FixedHolidayRow> Fixed, IReadOnlyList<LunarHolidayRow> Lunar);

internal sealed record FixedHolidayRow(string MonthDay, string En, string? Ky, string? Ru, HolidayCertainty Certainty);

internal sealed record LunarHolidayRow(DateOnly Date, string En, string? Ky, string? Ru, HolidayCertainty Certainty, string Source);
