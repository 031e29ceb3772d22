using Hotline117.Contracts.Statistics;
using Hotline117.Web.Dispatch.Country;
using Hotline117.Web.Statistics.Charts;

namespace Hotline117.UnitTests.Web.Charts;

public sealed class ChartTests
{
    [Fact]
    public void A_period_is_the_sum_of_its_months_and_withheld_where_one_of_them_is()
    {
        ChartValue[] shown = [3, 4.5];

        Assert.Equal(7.5, ChartValue.Sum(shown));
        Assert.Equal(0, ChartValue.Sum([0, 0]));
        Assert.Equal(Lack.Withheld, ChartValue.Sum([3, Lack.NoData, Lack.Withheld]));
        Assert.Equal(Lack.NoData, ChartValue.Sum([3, Lack.NoData]));
        Assert.Equal(Lack.NoData, ChartValue.Sum([]));
    }

    [Fact]
    public void Zero_withheld_and_no_data_are_three_things()
    {
        var row = Tables.Row(2, ("received", 0), ("answered", null));

        Assert.Equal(0, ChartValue.Of(Tables.Month(2), row, "received"));
        Assert.Equal(Lack.Withheld, ChartValue.Of(Tables.Month(2), row, "answered"));
        Assert.Equal(Lack.Withheld, ChartValue.Of(Tables.Month(2), null, "received"));
        Assert.Equal(Lack.NoData, ChartValue.Of(Tables.Month(2), row, "waitedUpTo5"));
        Assert.Equal(Lack.NoData, ChartValue.Of(Tables.Uncounted(2), null, "received"));
    }

    [Fact]
    public void A_line_stops_at_a_gap_and_at_a_break_of_its_own_series()
    {
        var trend = Trend.Of(Tables.Of("", [Tables.Month(1), Tables.Month(2), Tables.Uncounted(3), Tables.Month(4), Tables.Month(5, "serviceLevel", "transferred")],
            Tables.Row(1, ("received", 100), ("answered", 90), ("abandoned", null), ("serviceLevel", 0.8)),
            Tables.Row(2, ("received", 110), ("answered", 95), ("abandoned", 12), ("serviceLevel", 0.81)),
            Tables.Row(4, ("received", 130), ("answered", 99), ("abandoned", 20), ("serviceLevel", 0.7)),
            Tables.Row(5, ("received", 140), ("answered", 120), ("abandoned", 15), ("serviceLevel", 0.9))));

        Assert.Equal([[0, 1], [3, 4]], trend.Calls[0].Runs);
        Assert.Equal([[1], [3, 4]], trend.Calls[2].Runs);
        Assert.Equal([[0, 1], [3], [4]], trend.ServiceLevel.Runs);
        var broken = Assert.Single(trend.Breaks);
        Assert.Equal((4, "serviceLevel"), (broken.Place, Assert.Single(broken.Figures)));
        Assert.Equal(
            """
            month,received,answered,abandoned,serviceLevel
            2026-01,100,90,withheld,0.8
            2026-02,110,95,12,0.81
            2026-03,,,,
            2026-04,130,99,20,0.7
            2026-05,140,120,15,0.9

            """,
            trend.Table.Csv());
    }

    [Fact]
    public void What_is_lost_hangs_where_the_rest_ends()
    {
        var funnel = Funnel.Of(Tables.Sum("", [Tables.Month(1), Tables.Month(2)], Month(1, 5), Month(2, 5)));

        Assert.Equal(
            [("received", 400, 1, 0), ("abandonedShort", 20, 0.05, 0.95), ("abandonedLong", 60, 0.15, 0.8), ("overflowed", 30, 0.075, 0.725), ("indeterminate", 10, 0.025, 0.7),
                ("answered", 280, 0.7, 0), ("answeredInTime", 240, 0.6, 0)],
            funnel.Steps.Select(step => (step.Figure, step.Calls.Number!.Value, step.Share!.Value, Math.Round(step.From!.Value, 9))));

        static FigureRow Month(int month, double unseen) => Tables.Row(month, ("received", 200), ("abandonedShort", 10), ("abandonedLong", 30), ("overflowed", 15), ("indeterminate", unseen), ("answered", 140), ("answeredInTime", 120));
    }

    [Fact]
    public void Behind_a_step_that_is_withheld_nobody_knows_where_the_rest_ends()
    {
        var funnel = Funnel.Of(Tables.Sum("", [Tables.Month(1)],
            Tables.Row(1, ("received", 200), ("abandonedShort", 10), ("abandonedLong", 30), ("overflowed", null), ("indeterminate", 12), ("answered", 140), ("answeredInTime", 120))));

        Assert.Equal([0, 0.95, 0.8, null, null, 0, 0], funnel.Steps.Select(step => step.From));
        Assert.Equal(Lack.Withheld, funnel.Steps[3].Calls);
        Assert.Equal(0.06, funnel.Steps[4].Share);
    }

    [Fact]
    public void A_figure_that_is_defined_otherwise_within_the_period_has_no_sum()
    {
        var funnel = Funnel.Of(Tables.Sum("", [Tables.Month(1, "received"), Tables.Month(2, "answeredInTime")],
            Tables.Row(1, ("received", 200), ("answeredInTime", 120)), Tables.Row(2, ("received", 100), ("answeredInTime", 80))));

        Assert.Equal(300, funnel.Steps[0].Calls);
        Assert.Equal(Lack.SeriesBreaks, funnel.Steps[6].Calls);
    }

    [Fact]
    public void The_heat_map_has_each_hour_of_each_weekday_in_fifths_of_the_most()
    {
        // February 2026 has four of each weekday.
        var map = HeatMap.Of(Tables.Sum("hourOfDay,weekday", [Tables.Uncounted(1), Tables.Month(2)],
            Cell("09", "1", 100), Cell("09", "2", 20), Cell("10", "1", 21), Cell("10", "7", 81), Cell("11", "7", 0)));

        Assert.Equal(24 * 7, map.Cells.Count);
        Assert.Equal([(100, 5), (20, 1), (21, 2), (81, 5), (0, 0)], map.Cells.Where(cell => cell.Calls.Lacks is Lack.Nothing).OrderBy(cell => cell.Hour + cell.Weekday).Select(cell => ((int)cell.Calls.Number!.Value, cell.Step)));
        Assert.Equal((Lack.Withheld, 0), (map.Cells[0].Calls.Lacks, map.Cells[0].Step));
        Assert.Equal(new BusiestHour("09", "1", 25), map.Busiest);
        Assert.StartsWith("hourOfDay,weekday,received\n00,1,withheld\n", map.Table.Csv(), StringComparison.Ordinal);

        static FigureRow Cell(string hour, string weekday, double calls) =>
            Tables.Row(2, new Dictionary<string, string> { ["weekday"] = weekday, ["hourOfDay"] = hour }, ("received", calls));
    }

    [Fact]
    public void Every_region_of_the_map_has_its_calls_and_the_rest_stands_beside_it()
    {
        var shares = RegionShares.Of(
            Tables.Sum("region", [Tables.Month(2), Tables.Month(3)], Region(2, "osh", 30), Region(3, "osh", 20), Region(2, "unknown", 10), Region(3, "unknown", 15), Region(3, "talas", 9)),
            Tables.Sum("", [Tables.Month(2), Tables.Month(3)], Tables.Row(2, ("received", 60)), Tables.Row(3, ("received", 40))),
            CountryMap.Kyrgyzstan);

        Assert.Equal(CountryMap.Kyrgyzstan.Tiles.Select(tile => tile.Region).Append("unknown"), shares.Regions.Select(region => region.Region));
        var (osh, talas, unknown) = (shares.Regions.Single(each => each.Region == "osh"), shares.Regions.Single(each => each.Region == "talas"), shares.Regions[^1]);
        Assert.Equal((50, 0.5, 5), (osh.Calls.Number, osh.Share, osh.Step));
        Assert.Equal((Lack.Withheld, 9, null, 0), (talas.Calls.Lacks, talas.Calls.AtLeast, talas.Share, talas.Step));
        Assert.Equal((25, 0.25, 3, null), (unknown.Calls.Number, unknown.Share, unknown.Step, unknown.Tile));

        static FigureRow Region(int month, string region, double calls) => Tables.Row(month, new Dictionary<string, string> { ["region"] = region }, ("received", calls));
    }

    [Fact]
    public void A_bar_is_as_long_as_its_share_of_the_longest()
    {
        var bars = Bars.Of(Tables.Sum("weekday", [Tables.Month(2)], Day("1", 40), Day("7", 10)), ["1", "2", "7"]);

        Assert.Equal([("1", 1), ("2", 0), ("7", 0.25)], bars.All.Select(bar => (bar.Key, bar.Length)));
        Assert.Equal("weekday,received\n1,40\n2,withheld\n7,10\n", bars.Table.Csv());

        static FigureRow Day(string day, double calls) => Tables.Row(2, new Dictionary<string, string> { ["weekday"] = day }, ("received", calls));
    }

    [Fact]
    public void Of_each_travel_time_the_share_without_an_answer_is_told_where_both_numbers_are_shown()
    {
        var travel = Travel.Of(Tables.Sum("travelTime", [Tables.Month(1) with { NotCountedBy = ["travelTime"] }, Tables.Month(2)], Way("upTo30", 80, 72), Way("over240", 20, null)));

        Assert.Equal([("upTo30", 1, 0.1), ("over240", 0.25, null)], travel.Rows.Zip(travel.Bars.All).Where(row => row.Second.Length > 0).Select(row => (row.First.Band, row.Second.Length, row.First.Unserved is { } share ? Math.Round(share, 9) : (double?)null)));
        Assert.Equal([new(2026, 1, 1)], travel.Uncounted);
        Assert.StartsWith("travelTime,received,answered,abandoned,overflowed,indeterminate\nupTo30,80,72,", travel.Table.Csv(), StringComparison.Ordinal);
        Assert.All(Travel.Of(Tables.Sum("travelTime", [Tables.Month(1) with { NotCountedBy = ["travelTime"] }])).Rows, row => Assert.All(row.Values, value => Assert.Equal(Lack.NoData, value.Lacks)));

        static FigureRow Way(string band, double received, double? answered) => Tables.Row(2, new Dictionary<string, string> { ["travelTime"] = band }, ("received", received), ("answered", answered));
    }

    [Fact]
    public void Waits_are_summed_over_the_months_that_counted_them_and_a_band_that_the_threshold_cuts_has_both_parts()
    {
        string[] both = [WaitBand.InTime, WaitBand.Later];
        FigureMonth[] months = [Tables.Month(1) with { NotCountedBy = both }, Tables.Month(2), Tables.Month(3) with { AnsweredWithinSeconds = 25 }];
        var waits = Waits.Of(
            Tables.Of(WaitBand.InTime, months, In(2, "upTo5", 40), In(2, "upTo10", 20), In(2, "upTo20", 10), In(3, "upTo5", 30), In(3, "upTo20", 9), In(3, "upTo30", 6)),
            Tables.Of(WaitBand.Later, months, Later(2, "upTo30", 8), Later(2, "over120", 5), Later(3, "upTo30", 7), Later(3, "over120", 6)));

        Assert.Equal(
            [("upTo5", 70, Lack.Nothing), ("upTo10", null, Lack.Withheld), ("upTo20", 19, Lack.Nothing), ("upTo30", 8 + 6 + 7, Lack.Nothing), ("upTo60", null, Lack.Withheld), ("upTo120", null, Lack.Withheld), ("over120", 11, Lack.Nothing)],
            waits.Bars.All.Select(bar => (bar.Key, bar.Calls.Number, bar.Calls.Lacks)));
        Assert.Equal([new DateOnly(2026, 1, 1)], waits.Uncounted);
        Assert.All(Waits.Of(Tables.Of(WaitBand.InTime, [months[0]]), Tables.Of(WaitBand.Later, [months[0]])).Bars.All, bar => Assert.Equal(Lack.NoData, bar.Calls));

        static FigureRow In(int month, string band, double calls) => Tables.Row(month, new Dictionary<string, string> { [WaitBand.InTime] = band }, ("received", calls));
        static FigureRow Later(int month, string band, double calls) => Tables.Row(month, new Dictionary<string, string> { [WaitBand.Later] = band }, ("received", calls));
    }

    [Fact]
    public void No_field_of_a_file_is_run_as_a_formula() =>
        Assert.Equal("region,received\n\"'=1+1\",5\n\"a,\"\"b\",5\n", new ChartTable(["region"], ["received"], [new(["=1+1"], [5]), new(["a,\"b"], [5])]).Csv());
}
