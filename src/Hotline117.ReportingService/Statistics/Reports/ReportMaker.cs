using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.ReportingService.Statistics.Reports;

/// <summary>
/// Makes a report of published months. A pure function of them, so it gives nothing away that they don't: two truths that have the same published months have
/// the same report. A quarter is not counted anew, for its small cells would be other ones than its months', and the difference would be a month's. It is the sum of
/// its months where all of them show the cell, which whoever has the months can add up without us; where one withholds it, the quarter does.
/// </summary>
public static class ReportMaker
{
    public const int MostCourse = 12;

    public const string Received = "received";
    public const string Valid = "valid";
    /// <summary>The kinds of valid calls that are shown, added up.</summary>
    public const string ValidAtLeast = "validAtLeast";
    public const string OutOfTarget = "outOfTarget";
    public const string Unclassified = "unknown";

    /// <summary>Kinds of help that are none: nobody asked for any.</summary>
    public static IReadOnlyList<string> OutOfTargetKinds { get; } = ["silent", "wrong-number", Contracts.WrapUps.WrapUpCodes.Nuisance];

    // Centres are left out: a report leaves the house, and some of them are secret.
    private static readonly string[] Attributes = ["region", "hourOfDay", "weekday", "language", "help", "risk", "referral", "outcome"];

    /// <param name="course">The months up to the period's last, the period's own included.</param>
    /// <param name="before">The month before the first of these, where it is published.</param>
    public static Report Make(ReportPeriod period, IReadOnlyList<MonthPublication> course, MonthPublication? before)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(course);
        var months = course.TakeLast(period.Months.Count).ToList();
        var all = Table("", course, before);
        var described = all.Months.TakeLast(months.Count).ToList();
        var brokenWithin = described.Skip(1).SelectMany(month => month.Breaks).ToHashSet();
        var breakdowns = Attributes.Select(attribute => Breakdown(attribute, months, brokenWithin)).ToList();
        var last = months[^1].Figures;
        return new(
            period,
            described,
            new("figures", [.. Figures.All.Where(id => id != Figures.InProgress && months.Exists(month => month.Figures.Versions.ContainsKey(id))).Select(id => FigureRow(id, months, all, brokenWithin))]),
            Targets(months, breakdowns.Single(table => table.Name == "help"), brokenWithin),
            breakdowns,
            [.. course.Zip(all.Months, (month, about) => new CourseMonth(month.Figures.Month, Of(Received, month, all), Of(Figures.Answered, month, all), about.Breaks))],
            FigureDefinitions.With(last.AnsweredWithinSeconds, last.ShortAbandonSeconds, StatisticsSettings.Default.SmallestCell, StatisticsSettings.Default.SettleDays),
            Figures.All.ToDictionary(id => id, IReadOnlyList<int> (id) => [.. months.Select(month => month.Figures.Versions.GetValueOrDefault(id)).Where(version => version > 0).Distinct()]));
    }

    /// <summary>Whoever has all parts has the sum, and nobody else.</summary>
    internal static ReportValue Sum(IEnumerable<ReportValue> parts)
    {
        var sum = 0.0;
        var lacks = Lack.Nothing;
        foreach (var part in parts)
        {
            sum += part.Number ?? 0;
            lacks = lacks is Lack.Withheld || part.Lacks is Lack.Nothing ? lacks : part.Lacks;
        }

        return lacks is Lack.Nothing ? sum : lacks;
    }

    private static FigureTable Table(string by, IReadOnlyList<MonthPublication> months, MonthPublication? before) => PublishedFigures.Table(
        new(StatisticsQuery.Midnight(months[0].Figures.Month), StatisticsQuery.Midnight(months[^1].Figures.Month.AddMonths(1)), by.Length == 0 ? [] : [by], new Dictionary<string, string>()),
        before, months);

    private static ReportRow FigureRow(string id, List<MonthPublication> months, FigureTable all, HashSet<string> brokenWithin)
    {
        List<ReportValue> values = [.. months.Select(month => Of(id, month, all))];
        return new(id, values, Whole());

        ReportValue Whole()
        {
            if (values is [var only])
            {
                return only;
            }

            if (brokenWithin.Contains(id))
            {
                return Lack.SeriesBreaks;
            }

            if (id == CoverFigures.Hours || Figures.Counts.Any(figure => figure.Id == id))
            {
                return Sum(values);
            }

            // A quarter's percentile follows from no months' percentiles, and means of whole seconds have lost what a quarter's would need.
            return id == Figures.ServiceLevel ? ServiceLevel(months, all) : Lack.NotOfMonths;
        }
    }

    private static ReportValue ServiceLevel(List<MonthPublication> months, FigureTable all)
    {
        var sums = Figures.OfServiceLevel.ToDictionary(id => id, id => Sum(months.Select(month => Of(id, month, all))));
        var figures = sums.ToDictionary(sum => sum.Key, sum => sum.Value.Number);
        Figures.AddShares(figures);
        return figures[Figures.ServiceLevel] is { } share ? share
            : sums.Values.Select(sum => sum.Lacks).FirstOrDefault(lacks => lacks is not Lack.Nothing) is var lacks and not Lack.Nothing ? lacks : Lack.NoData;
    }

    private static ReportValue Of(string id, MonthPublication month, FigureTable all)
    {
        if (!month.Figures.HasData)
        {
            return Lack.NoData;
        }

        var row = all.Rows.FirstOrDefault(row => row.Month == month.Figures.Month);
        return row is null || row.Withheld.Contains(id) ? Lack.Withheld : row.Figures.GetValueOrDefault(id) is { } number ? number : Lack.NoData;
    }

    private static ReportTable Breakdown(string attribute, List<MonthPublication> months, HashSet<string> brokenWithin)
    {
        var rows = Table(attribute, months, before: null).Rows.ToLookup(row => row.Keys[attribute]);
        return new(attribute, [.. rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => Row(
            row.Key,
            [.. months.Select(month => row.FirstOrDefault(shown => shown.Month == month.Figures.Month)?.Figures[Received] is { } number ? number : Missing(month))],
            brokenWithin))]);
    }

    private static ReportTable Targets(List<MonthPublication> months, ReportTable help, HashSet<string> brokenWithin)
    {
        ReportValue Shown(string kind, int month) => help.Rows.FirstOrDefault(row => row.Key == kind)?.Months[month] ?? Missing(months[month]);
        ReportRow Each(string key, Func<int, ReportValue> ofMonth) => Row(key, [.. Enumerable.Range(0, months.Count).Select(ofMonth)], brokenWithin);
        ReportValue All(int month) => Of(Received, months[month], Table("", months, before: null));
        ReportValue Outside(int month) => Sum(OutOfTargetKinds.Select(kind => Shown(kind, month)));
        // Less what is known, not a count of its own: so it is shown only where all of that is.
        ReportValue Asked(int month) => Sum([All(month), Negative(Outside(month)), Negative(Shown(Unclassified, month))]);
        ReportValue AskedAtLeast(int month) => !months[month].Figures.HasData ? Lack.NoData
            : help.Rows.Where(row => row.Key != Unclassified && !OutOfTargetKinds.Contains(row.Key)).Sum(row => row.Months[month].Number ?? 0);
        return new("targets",
        [
            Each(Received, All),
            Each(Valid, Asked),
            Each(ValidAtLeast, AskedAtLeast),
            Each(OutOfTarget, Outside),
            .. OutOfTargetKinds.Select(kind => Each(kind, month => Shown(kind, month))),
            Each(Unclassified, month => Shown(Unclassified, month)),
        ]);
    }

    private static ReportRow Row(string key, IReadOnlyList<ReportValue> months, HashSet<string> brokenWithin) =>
        new(key, months, months.Count > 1 && brokenWithin.Contains(Received) ? Lack.SeriesBreaks : Sum(months));

    private static ReportValue Missing(MonthPublication month) => month.Figures.HasData ? Lack.Withheld : Lack.NoData;

    private static ReportValue Negative(ReportValue value) => value with { Number = -value.Number };
}
