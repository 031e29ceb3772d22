using System.Globalization;

namespace Hotline117.ReportingService.Statistics.Reports;

/// <summary>The sentences of a report, the same in each format.</summary>
public static class ReportProse
{
    /// <summary>What stands below the title.</summary>
    public static IEnumerable<string> Preamble(Report report, ReportTexts texts)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(texts);
        var revision = ReportRevision.Current;
        yield return texts["published", string.Join(", ", report.Months.Select(month => $"{Month(month.Month)}: {Day(StatisticsQuery.Local(month.PublishedAt))}"))];
        yield return texts["revision", revision.Number, revision.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), texts.Of(revision.Note)];
        foreach (var month in report.Months.Where(month => !month.HasData))
        {
            yield return texts["noData", Month(month.Month)];
        }

        foreach (var month in report.Course.Where(month => month.Breaks.Count > 0))
        {
            yield return texts["breaks", Month(month.Month), string.Join(", ", month.Breaks.Select(id => Name(id, report, texts)))];
        }
    }

    public static IEnumerable<string> Method(Report report, ReportTexts texts)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(texts);
        yield return texts["method.source"];
        yield return texts["method.zone"];
        yield return texts["method.suppression", ReportTexts.Withheld];
        yield return texts["method.none", ReportTexts.NoData];
        if (report.Period.IsQuarter)
        {
            yield return texts["method.quarter", ReportTexts.NotOfMonths, ReportTexts.SeriesBreaks];
        }

        yield return texts["method.unaware"];
        foreach (var month in report.Months)
        {
            yield return texts["thresholds", Month(month.Month), month.AnsweredWithinSeconds, month.ShortAbandonSeconds];
        }
    }

    /// <summary>Which definition a figure's numbers are of, and which one the text is.</summary>
    public static string Version(string id, Report report, ReportTexts texts)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(texts);
        var written = report.Definitions.Figures.Single(figure => figure.Id == id).Version;
        var counted = report.Versions[id];
        return texts["version", string.Join(", ", counted)] + (counted is [var only] && only == written ? "" : $"; {texts["versionOfText", written]}");
    }

    public static string Name(string id, Report report, ReportTexts texts)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(texts);
        return report.Definitions.Figures.FirstOrDefault(figure => figure.Id == id) is { } figure ? texts.Of(figure.Name) : id;
    }

    public static string Month(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
