using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Api;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Hotline117.UnitTests.Reporting.Reports;
using Hotline117.UnitTests.Web.Charts;

namespace Hotline117.UnitTests.Reporting.Publication;

public class PeriodFiguresTests
{
    [Fact]
    public void A_sum_is_exact_where_each_month_shows_the_number_and_tells_what_is_known_at_least_where_one_does_not()
    {
        var sum = Tables.Sum("", [Tables.Month(1), Tables.Uncounted(2), Tables.Month(3)],
            Tables.Row(1, ("received", 200), ("abandonedShort", 20), ("answeredInTime", 90), ("transferred", 7), ("answerSecondsMean", 9)),
            Tables.Row(3, ("received", 100), ("abandonedShort", 10), ("answeredInTime", 90), ("transferred", null), ("answerSecondsMean", 12)));

        var row = Assert.Single(sum.Rows);
        Assert.True(sum.IsAddedUp && row.Month is null);
        Assert.Equal((300, 180, 0.6667), (row.Figures["received"], row.Figures["answeredInTime"], row.Figures["serviceLevel"]));
        Assert.Equal(["transferred"], row.Withheld);
        Assert.Equal([KeyValuePair.Create("transferred", 7.0)], row.AtLeast);
        // Of means and percentiles no sum can be made.
        Assert.DoesNotContain("answerSecondsMean", row.Figures.Keys);
    }

    [Fact]
    public void A_group_that_one_month_does_not_list_is_withheld_and_so_is_the_service_level_of_what_is()
    {
        var sum = Tables.Sum("region", [Tables.Month(1), Tables.Month(2)],
            Region(1, "osh", ("received", 50), ("abandonedShort", 5), ("answeredInTime", 20)), Region(2, "osh", ("received", 60), ("abandonedShort", null), ("answeredInTime", 30)), Region(2, "naryn", ("received", 9)));

        Assert.Equal(["naryn", "osh"], sum.Rows.Select(row => row.Keys["region"]));
        Assert.Equal((null, 9), (sum.Rows[0].Figures["received"], sum.Rows[0].AtLeast["received"]));
        Assert.Equal((110, null), (sum.Rows[1].Figures["received"], sum.Rows[1].Figures["serviceLevel"]));
        Assert.Superset(new HashSet<string> { "abandonedShort", "serviceLevel" }, sum.Rows[1].Withheld.ToHashSet());
        Assert.Equal(
            ["region,received,abandonedShort,answeredInTime,serviceLevel,receivedAtLeast,abandonedShortAtLeast", "naryn,withheld,,,,9,", "osh,110,withheld,50,withheld,,5"],
            System.Text.Encoding.UTF8.GetString(CsvFile.Bytes(FigureLines.Of(sum))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void What_is_defined_otherwise_in_one_of_the_months_or_was_not_counted_in_each_has_no_sum_and_is_not_called_withheld()
    {
        var sum = Tables.Sum("", [Tables.Month(1, "received"), Tables.Uncounted(2) with { Breaks = ["answered"] }, Tables.Month(3)],
            Tables.Row(1, ("received", 200), ("answered", 150)), Tables.Row(3, ("received", 100), ("answered", 80), (CoverFigures.Hours, 700)));

        var row = Assert.Single(sum.Rows);
        Assert.Equal((300, null, null), (row.Figures["received"], row.Figures["answered"], row.Figures[CoverFigures.Hours]));
        Assert.Empty(row.Withheld);
        Assert.Empty(row.AtLeast);
    }

    [Fact]
    public void All_sums_of_all_periods_beside_the_months_give_no_small_cell_of_a_month_away()
    {
        var (sums, floors, secrets, solved) = (0, 0, 0, new List<string>());
        for (var seed = 0; seed < 5; seed++)
        {
            var months = Enumerable.Range(0, 3).Select(month => new PublishedTables((seed * 3) + month)).ToArray();
            var added = AddedUp(months);
            sums += added.Count(sum => !sum.IsFloor);
            floors += added.Count(sum => sum.IsFloor);
            var attack = new LinearAttack(Shown(months).Concat(added.Select(sum => (sum.Row, sum.Number))).Select(equation => equation.Row));
            foreach (var (i, month) in months.Index())
            {
                secrets += month.Secrets.Count;
                solved.AddRange(month.Secrets.Where(secret => attack.Solves(Placed(months, secret, i))).Select(secret => $"{seed}, month {i}: {secret}"));
            }
        }

        Assert.Empty(solved);
        Assert.True(sums > 200 && floors > 100 && secrets > 100, $"{sums} sums, {floors} floors, {secrets} secrets");
    }

    [Fact]
    public void Nor_to_a_solver_that_knows_that_counts_are_not_negative()
    {
        var (secrets, found) = (0, new List<string>());
        var small = Enumerable.Range(0, 60).Select(seed => new PublishedTables(seed)).Where(month => month.Kinds.Count <= 60 && month.Shown.Count > 10).Take(6).ToList();
        foreach (var months in small.Chunk(2))
        {
            var attack = new BoundsAttack([.. Shown(months), .. AddedUp(months).Select(sum => (sum.Row, sum.Number))]);
            foreach (var (i, month) in months.Index())
            {
                secrets += month.Secrets.Count;
                found.AddRange(from secret in month.Secrets let bounds = attack.BoundsOf(Placed(months, secret, i)) where bounds.Most - bounds.Least < 0.999 select $"month {i}: {secret} in {bounds}");
            }
        }

        Assert.Empty(found);
        Assert.True(secrets > 50, $"{secrets} secrets");
    }

    private static IEnumerable<(double[] Row, double Value)> Shown(PublishedTables[] months) =>
        months.SelectMany((month, i) => month.Shown.Select(cell => (Placed(months, cell.Key, i), (double)cell.Value)));

    /// <summary>The sums of every run of months, as equations: each is checked to be true.</summary>
    private static List<(double[] Row, double Number, bool IsFloor)> AddedUp(PublishedTables[] months)
    {
        var published = months.Select((month, i) => Months.Of(i + 1, month.Shown.ToDictionary(cell => cell.Key.ToString(), cell => cell.Value))).ToArray();
        var sums = new List<(double[], double, bool)>();
        foreach (var (first, last) in from first in Enumerable.Range(0, months.Length) from last in Enumerable.Range(first + 1, months.Length - first - 1) select (first, last))
        {
            foreach (var (cells, number, isFloor) in SumsOf(published[first..(last + 1)]))
            {
                // A floor is told of the months that show the cell, and of no other.
                int[] places = [.. Enumerable.Range(first, last - first + 1).Where(month => !isFloor || cells.All(months[month].Shown.ContainsKey))];
                Assert.Equal(number, places.Sum(month => cells.Sum(cell => months[month].Counts[cell])));
                sums.Add((cells.Select(cell => Placed(months, cell, places)).Aggregate((one, other) => [.. one.Zip(other, (a, b) => a + b)]), number, isFloor));
            }
        }

        return sums;
    }

    /// <summary>Everything that can be asked for of these months together.</summary>
    private static IEnumerable<(IReadOnlyList<Cell> Cells, double Number, bool IsFloor)> SumsOf(MonthPublication[] months)
    {
        string[] names = ["region", "hourOfDay", "language", "outcome", "centre"];
        var asked = names.Select(name => new[] { name }).Append([]).Concat(from one in names from other in names where string.CompareOrdinal(one, other) < 0 select new[] { one, other });
        foreach (var by in asked)
        {
            FigureQuery query = new(StatisticsQuery.Midnight(months[0].Figures.Month), StatisticsQuery.Midnight(months[^1].Figures.Month.AddMonths(1)), by, new Dictionary<string, string>());
            foreach (var row in PeriodFigures.Of(PublishedFigures.Table(query, null, months)).Rows)
            {
                AttributeValue[] keys = [.. row.Keys.Select(key => new AttributeValue(key.Key, key.Value))];
                foreach (var figure in Figures.Counts.Where(figure => row.Figures.ContainsKey(figure.Id)))
                {
                    Cell[] cells = figure.Attribute is null ? [Cell.Of(keys)] : [.. figure.Values.Select(value => Cell.Of([.. keys, new AttributeValue(figure.Attribute, value)]))];
                    if (row.Figures[figure.Id] is { } sum)
                    {
                        yield return (cells, sum, false);
                    }
                    else if (row.AtLeast.TryGetValue(figure.Id, out var floor))
                    {
                        yield return (cells, floor, true);
                    }
                }
            }
        }
    }

    /// <summary>An unknown for each kind of call in each month; this cell's in these months.</summary>
    private static double[] Placed(PublishedTables[] months, Cell cell, params int[] places) =>
        [.. months.SelectMany((month, i) => places.Contains(i) ? month.RowOf(cell) : new double[month.Kinds.Count])];

    private static FigureRow Region(int month, string region, params (string Figure, double? Value)[] figures) => Tables.Row(month, new Dictionary<string, string> { ["region"] = region }, figures);
}
