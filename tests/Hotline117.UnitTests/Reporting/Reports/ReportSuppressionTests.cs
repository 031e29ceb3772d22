using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Hotline117.ReportingService.Statistics.Reports;
using Hotline117.UnitTests.Reporting.Publication;

namespace Hotline117.UnitTests.Reporting.Reports;

/// <summary>Who has a quarter's report and its months' looks for small cells.</summary>
public class ReportSuppressionTests
{
    [Fact]
    public void A_quarters_sums_beside_its_months_give_no_small_cell_of_a_month_away()
    {
        var (sums, secrets, solved) = (0, 0, new List<string>());
        for (var seed = 0; seed < 6; seed++)
        {
            var months = Enumerable.Range(0, 3).Select(month => new PublishedTables((seed * 3) + month)).ToArray();
            var quarter = QuarterOf(months);
            Assert.All(quarter, equation => Assert.Equal(equation.Value, months.Sum(month => equation.Cells.Sum(cell => month.Counts[cell]))));

            var attack = new LinearAttack([.. months.SelectMany((month, i) => month.Shown.Keys.Select(cell => Placed(months, i, cell))), .. quarter.Select(equation => Added(months, equation.Cells))]);
            sums += quarter.Count;
            foreach (var (i, month) in months.Index())
            {
                secrets += month.Secrets.Count;
                solved.AddRange(month.Secrets.Where(secret => attack.Solves(Placed(months, i, secret))).Select(secret => $"{seed}, month {i}: {secret}"));
            }
        }

        Assert.Empty(solved);
        Assert.True(sums > 20 && secrets > 100, $"{sums} sums, {secrets} secrets");
    }

    [Fact]
    public void The_attack_does_find_what_a_quarter_that_is_counted_anew_would_give_away()
    {
        var found = 0;
        for (var seed = 0; seed < 6; seed++)
        {
            var months = Enumerable.Range(0, 3).Select(month => new PublishedTables((seed * 3) + month)).ToArray();
            var large = months.SelectMany(month => month.Cells).Distinct().Where(cell => months.Sum(month => month.Counts[cell]) >= 5);
            var attack = new LinearAttack([.. months.SelectMany((month, i) => month.Shown.Keys.Select(cell => Placed(months, i, cell))), .. large.Select(cell => Added(months, [cell]))]);
            found += months.Index().Sum(month => month.Item.Secrets.Count(secret => attack.Solves(Placed(months, month.Index, secret))));
        }

        Assert.True(found > 0);
    }

    private static List<(IReadOnlyList<Cell> Cells, double Value)> QuarterOf(PublishedTables[] months)
    {
        var report = ReportMakerTests.Make([.. months.Select((month, i) => Months.Of(i + 1, month.Shown.ToDictionary(cell => cell.Key.ToString(), cell => cell.Value)))]);
        var figures = from row in report.Figures.Rows
                      let count = Figures.Counts.SingleOrDefault(figure => figure.Id == row.Key)
                      where count is not null && row.Whole.Number is not null
                      select ((IReadOnlyList<Cell>)(count.Attribute is null ? [Cell.AllCalls] : [.. count.Values.Select(value => new Cell(new(count.Attribute, value)))]), row.Whole.Number!.Value);
        var breakdowns = from table in report.Breakdowns
                         from row in table.Rows
                         where row.Whole.Number is not null
                         select ((IReadOnlyList<Cell>)[new Cell(new(table.Name, row.Key))], row.Whole.Number!.Value);
        return [.. figures, .. breakdowns];
    }

    /// <summary>An unknown for each kind of call in each month; this cell's in this month.</summary>
    private static double[] Placed(PublishedTables[] months, int place, Cell cell) =>
        [.. months.SelectMany((month, i) => i == place ? month.RowOf(cell) : new double[month.Kinds.Count])];

    private static double[] Added(PublishedTables[] months, IReadOnlyList<Cell> cells) =>
        [.. months.SelectMany(month => cells.Select(month.RowOf).Aggregate((one, other) => [.. one.Zip(other, (first, second) => first + second)]))];
}
