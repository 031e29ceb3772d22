using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Publication;

public class SuppressionTests
{
    [Fact]
    public void No_cell_with_few_calls_is_shown_and_what_is_shown_is_exact()
    {
        foreach (var tables in Enumerable.Range(0, 60).Select(seed => new PublishedTables(seed)))
        {
            Assert.All(tables.Shown, cell => Assert.True(cell.Value >= 5 && cell.Value == tables.Counts[cell.Key]));
        }
    }

    [Fact]
    public void Where_nothing_is_withheld_the_parts_add_up_to_the_whole()
    {
        var groups = from region in new[] { "osh", "naryn" }
                     from hour in new[] { "08", "21" }
                     from outcome in CallAttribute.All.Single(each => each.Name == "outcome").Values
                     select new CallGroup([region, hour, outcome], 5 + region.Length + hour[0]);
        var attributes = CallAttribute.All.Where(attribute => attribute.Name is "region" or "hourOfDay" or "outcome").ToList();
        var shown = new Suppression(attributes, new(attributes, groups), 5, new HashSet<AttributeValue>()).Shown();

        var (total, osh) = (shown[Cell.AllCalls], shown[new(new("region", "osh"))]);
        Assert.Equal(total, osh + shown[new(new("region", "naryn"))]);
        Assert.Equal(osh, shown.Where(cell => cell.Key is { One: { Value: "osh" }, Other: { Attribute: "outcome" } }).Sum(cell => cell.Value));
        Assert.Equal(1 + 2 + 2 + 5 + 4 + 10 + 10, shown.Count);
    }

    [Fact]
    public void No_sum_and_no_difference_of_published_cells_is_a_cell_with_few_calls()
    {
        var (secrets, solved) = (0, new List<string>());
        for (var seed = 0; seed < 60; seed++)
        {
            var tables = new PublishedTables(seed);
            var attack = new LinearAttack(tables.Shown.Keys.Select(tables.RowOf));
            secrets += tables.Secrets.Count;
            solved.AddRange(tables.Secrets.Where(secret => attack.Solves(tables.RowOf(secret))).Select(secret => $"{seed}: {secret}"));
        }

        Assert.Empty(solved);
        Assert.True(secrets > 1000, $"only {secrets} cells to be found");
    }

    [Fact]
    public void No_solver_that_knows_that_counts_are_not_negative_pins_a_cell_with_few_calls_down()
    {
        var found = new List<string>();
        for (var seed = 0; seed < 25; seed++)
        {
            var tables = new PublishedTables(seed);
            if (tables.Shown.Count == 0)
            {
                continue;
            }

            var attack = new BoundsAttack([.. tables.Shown.Select(cell => (tables.RowOf(cell.Key), (double)cell.Value))]);
            found.AddRange(from secret in tables.Secrets let bounds = attack.BoundsOf(tables.RowOf(secret)) where bounds.Most - bounds.Least < 0.999 select $"{seed}: {secret} is {tables.Counts[secret]}, in {bounds}");
        }

        Assert.Empty(found);
    }

    [Fact]
    public void The_attacks_do_find_what_only_small_cells_are_withheld_from()
    {
        var (bySums, byBounds) = (0, 0);
        for (var seed = 0; seed < 10; seed++)
        {
            var tables = new PublishedTables(seed);
            var naive = tables.Cells.Where(cell => tables.Counts[cell] >= 5).ToList();
            var (sums, bounds) = (new LinearAttack(naive.Select(tables.RowOf)), new BoundsAttack([.. naive.Select(cell => (tables.RowOf(cell), (double)tables.Counts[cell]))]));
            bySums += tables.Secrets.Count(secret => sums.Solves(tables.RowOf(secret)));
            byBounds += tables.Secrets.Count(secret => bounds.BoundsOf(tables.RowOf(secret)) is var (least, most) && most - least < 0.001);
        }

        Assert.True(bySums > 0 && byBounds >= bySums, $"{bySums} by sums, {byBounds} by bounds");
    }

    [Fact]
    public void A_centre_that_does_not_share_is_in_no_table_and_never_alone_in_what_is_left()
    {
        var attributes = CallAttribute.All.Where(attribute => attribute.Name is "hourOfDay" or "outcome" or "centre").ToList();
        var groups = from centre in new[] { "a", "b", "c", "d" } from hour in new[] { "08", "21" } select new CallGroup([hour, "answered", centre], 40 + centre[0] + hour[0]);
        var silent = new AttributeValue("centre", "c");

        var shown = new Suppression(attributes, new(attributes, groups), 5, new HashSet<AttributeValue> { silent }).Shown();

        Assert.DoesNotContain(shown.Keys, cell => cell.Values.Contains(silent));
        Assert.Equal(["b", "d"], shown.Keys.Where(cell => cell is { One.Attribute: "centre", Other: null }).Select(cell => cell.One!.Value).Order());
        Assert.All(["08", "21"], hour => Assert.Equal(2, shown.Keys.Count(cell => cell.One == new AttributeValue("hourOfDay", hour) && cell.Other?.Attribute == "centre")));
    }
}
