using System.Globalization;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.ReportingService.Statistics;

/// <summary>Which figures are asked for. Of what is published, <see cref="From"/> and <see cref="To"/> are the ends of months.</summary>
/// <param name="Where">Only calls with these values, by attribute.</param>
public sealed record FigureQuery(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> By, IReadOnlyDictionary<string, string> Where)
{
    public const int MostMonths = 120;
    public const int MostCrossed = 2;

    private static readonly string Dimensions = string.Join(", ", CallAttribute.Dimensions);

    /// <param name="from">Month, such as 2026-01; the last published one where it is left out.</param>
    /// <param name="to">Month, itself counted; the last published one where it is left out.</param>
    /// <param name="errors">Every fault by parameter.</param>
    public static FigureQuery? ReadPublished(
        string? from, string? to, string? by, IReadOnlyDictionary<string, string> where, DateOnly last, IDictionary<string, string[]> errors)
    {
        var first = ReadMonth("from", from, last, errors);
        var final = ReadMonth("to", to, last, errors);
        var attributes = ReadBy(by, errors);
        if (first is { } start && final is { } end)
        {
            CheckMonths(start, end, last, errors);
        }

        string[] crossed = [.. (attributes ?? []).Union(where.Keys)];
        if (crossed.Length > MostCrossed)
        {
            errors["by"] = [$"'by' and the filters name {crossed.Length} attributes; published are at most {MostCrossed} at once, for more would tell of single calls."];
        }
        else if (crossed.Length == MostCrossed && !CallAttribute.AreCrossed(Attribute(crossed[0]), Attribute(crossed[1])))
        {
            errors["by"] = [$"Calls are not published by {crossed[0]} and {crossed[1]} at once: together with other tables it would tell of single calls. Ask for each by itself."];
        }

        return errors.Count > 0 ? null : new(StatisticsQuery.Midnight(first!.Value), StatisticsQuery.Midnight(final!.Value.AddMonths(1)), attributes!, where);
    }

    public static FigureQuery? ReadExact(
        string? from, string? to, string? by, IReadOnlyDictionary<string, string> where, DateTimeOffset now, IDictionary<string, string[]> errors)
    {
        var period = StatisticsQuery.Read(from, to, null, now, out var faults);
        foreach (var (parameter, fault) in faults)
        {
            errors[parameter] = fault;
        }

        var attributes = ReadBy(by, errors);
        return errors.Count > 0 ? null : new(period!.From, period.To, attributes!, where);
    }

    public IEnumerable<DateOnly> Months()
    {
        for (var month = DateOnly.FromDateTime(From.DateTime); StatisticsQuery.Midnight(month) < To; month = month.AddMonths(1))
        {
            yield return month;
        }
    }

    private static CallAttribute Attribute(string name) => CallAttribute.All.First(attribute => attribute.Name == name);

    private static List<string>? ReadBy(string? by, IDictionary<string, string[]> errors)
    {
        var names = (by ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var known = names.Select(name => CallAttribute.Dimensions.FirstOrDefault(each => each.Equals(name, StringComparison.OrdinalIgnoreCase))).OfType<string>().Distinct().ToList();
        if (known.Count == names.Length)
        {
            return known;
        }

        errors["by"] = [$"'by' names attributes, each once and with commas between them, of {Dimensions}; empty for all calls."];
        return null;
    }

    private static DateOnly? ReadMonth(string name, string? text, DateOnly otherwise, IDictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            return month;
        }

        errors[name] = [$"'{name}' is not a month such as 2026-01. Whole months are published; other periods could be subtracted from each other until single calls are left."];
        return null;
    }

    private static void CheckMonths(DateOnly first, DateOnly final, DateOnly last, IDictionary<string, string[]> errors)
    {
        if (first < PublishedMonths.First)
        {
            errors["from"] = [$"'from' is before {PublishedMonths.First:yyyy-MM}, since when the figures are defined."];
        }

        if (final > last)
        {
            errors["to"] = [$"'to' is after {last:yyyy-MM}, the last month that is settled and published."];
        }
        else if (final < first)
        {
            errors["to"] = ["'to' is before 'from'; it is itself counted."];
        }
        else if (final >= first.AddMonths(MostMonths))
        {
            errors["to"] = [$"'from' to 'to' are more than {MostMonths} months; ask for fewer."];
        }
    }
}
