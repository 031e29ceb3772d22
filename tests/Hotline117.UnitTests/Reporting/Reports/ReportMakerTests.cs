using Hotline117.ReportingService.Statistics.Publication;
using Hotline117.ReportingService.Statistics.Reports;

namespace Hotline117.UnitTests.Reporting.Reports;

public class ReportMakerTests
{
    private static readonly ReportPeriod Quarter = ReportPeriod.Parse("2026-Q1")!;

    [Fact]
    public void A_quarters_counts_are_the_sums_of_its_months_and_its_share_is_of_these()
    {
        var report = Make(Months.Full(1), Months.Full(2), Months.Full(3));

        Assert.Equal([1001, 1002, 1003], Row(report.Figures, "received").Months.Select(value => value.Number));
        Assert.Equal(3006, Row(report.Figures, "received").Whole.Number);
        Assert.Equal(Math.Round(2400.0 / (3006 - 90), 4), Row(report.Figures, "serviceLevel").Whole.Number);
        Assert.Equal(1800, Row(Table(report, "region"), "bishkek").Whole.Number);
    }

    [Fact]
    public void What_one_month_withholds_the_quarter_withholds()
    {
        var report = Make(Months.Full(1), Months.Full(2, withNuisances: false), Months.Full(3));

        var nuisances = Row(Table(report, "help"), "nuisance");
        Assert.Equal([Lack.Nothing, Lack.Withheld, Lack.Nothing], nuisances.Months.Select(value => value.Lacks));
        Assert.Equal(new ReportValue(null, Lack.Withheld), nuisances.Whole);
        Assert.Equal(Lack.Withheld, Row(report.Targets, "valid").Whole.Lacks);
        Assert.Equal(Lack.Withheld, Row(report.Targets, "outOfTarget").Months[1].Lacks);
    }

    [Fact]
    public void Percentiles_and_means_stand_by_month_and_not_of_the_quarter()
    {
        var report = Make(Months.Full(1), Months.Full(2), Months.Full(3));

        Assert.Equal([31, 32, 33], Row(report.Figures, "answerSecondsP90").Months.Select(value => value.Number));
        Assert.Equal(Lack.NotOfMonths, Row(report.Figures, "answerSecondsP90").Whole.Lacks);
        Assert.Equal(11, Row(ReportMaker.Make(ReportPeriod.Parse("2026-01")!, [Months.Full(1)], null).Figures, "answerSecondsMean").Whole.Number);
    }

    [Fact]
    public void Where_the_series_breaks_within_a_quarter_nothing_is_added_up()
    {
        var slower = Months.Full(3);
        slower = slower with { Figures = slower.Figures with { AnsweredWithinSeconds = 30, Versions = slower.Figures.Versions.ToDictionary(each => each.Key, each => each.Key == "answered" ? 9 : each.Value) } };

        var report = Make(Months.Full(1), Months.Full(2), slower);

        Assert.Equal(["answered", "answeredInTime", "serviceLevel"], report.Course[2].Breaks);
        Assert.All(report.Course[2].Breaks, id => Assert.Equal(Lack.SeriesBreaks, Row(report.Figures, id).Whole.Lacks));
        Assert.Equal(3006, Row(report.Figures, "received").Whole.Number);
        Assert.Contains("30 s", report.Definitions.Figures.Single(figure => figure.Id == "serviceLevel").Formula.En, StringComparison.Ordinal);
        Assert.Equal("version 1, 9; the text is that of version 1", ReportProse.Version("answered", report, ReportTexts.In("en")!));
    }

    [Fact]
    public void A_month_without_calls_is_no_zero()
    {
        var report = Make(Months.Full(1), Months.Of(2, new Dictionary<string, long>()), Months.Full(3));

        Assert.Equal(Lack.NoData, Row(report.Figures, "received").Months[1].Lacks);
        Assert.Equal(Lack.NoData, Row(report.Figures, "received").Whole.Lacks);
        Assert.Equal(Lack.NoData, Row(Table(report, "region"), "osh").Whole.Lacks);
        Assert.Equal(Lack.NoData, Row(report.Targets, "validAtLeast").Months[1].Lacks);
    }

    [Fact]
    public void Who_asked_for_help_is_told_apart_from_silence_wrong_numbers_and_nuisances()
    {
        var targets = ReportMaker.Make(ReportPeriod.Parse("2026-02")!, [Months.Full(1), Months.Full(2)], null).Targets;

        Assert.Equal(
            "received=1002 valid=750 validAtLeast=750 outOfTarget=150 silent=60 wrong-number=50 nuisance=40 unknown=102",
            string.Join(' ', targets.Rows.Select(row => $"{row.Key}={row.Whole.Number}")));
    }

    [Fact]
    public void No_centre_is_in_a_report()
    {
        var month = Months.Full(1);
        var withCentre = month with { Figures = month.Figures with { Cells = month.Figures.Cells.Append(new("centre=tendesh", 700)).ToDictionary() } };

        Assert.Equivalent(Make(Months.Full(2), Months.Full(3), month), Make(Months.Full(2), Months.Full(3), withCentre), strict: true);
    }

    internal static Report Make(params MonthPublication[] months) => ReportMaker.Make(Quarter, months, null);

    internal static ReportTable Table(Report report, string name) => report.Breakdowns.Single(table => table.Name == name);

    internal static ReportRow Row(ReportTable table, string key) => table.Rows.Single(row => row.Key == key);
}
