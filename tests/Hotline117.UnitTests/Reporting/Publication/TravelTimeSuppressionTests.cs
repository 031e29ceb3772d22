using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Publication;

/// <summary>What one finds out who knows how far each region is from help.</summary>
public class TravelTimeSuppressionTests
{
    private static readonly CallAttribute[] _attributes = [.. CallAttribute.All.Where(attribute => attribute.Name is "region" or TravelBand.Attribute or "outcome")];

    [Fact]
    public void Nothing_that_is_withheld_of_regions_travel_times_and_outcomes_follows_from_what_is_shown()
    {
        var (ways, naive, parts, few, found) = (0, 0, 0, 0, new List<string>());
        for (var seed = 0; seed < 1500; seed++)
        {
            var tables = new PublishedTables(seed, answers: Answers.Ways);
            var sums = new LinearAttack(tables.Shown.Keys.Select(tables.RowOf));
            // Five and more, too: of what is withheld for others' sake.
            found.AddRange(tables.Cells.Where(cell => tables.Counts[cell] > 0 && !tables.Shown.ContainsKey(cell) && sums.Solves(tables.RowOf(cell))).Select(cell => $"{seed}: {cell}"));
            found.AddRange(tables.FewWays.Where(secret => sums.Solves(secret.Row)).Select(secret => $"{seed}: {secret.Name}"));

            var large = new LinearAttack(tables.Cells.Where(cell => tables.Counts[cell] >= 5).Select(tables.RowOf));
            naive += tables.Secrets.Count(secret => large.Solves(tables.RowOf(secret)));
            ways += tables.Secrets.Count(IsByTravel);
            parts += tables.Secrets.Count(cell => cell is { One.Attribute: "region", Other.Attribute: "abandonedAfter" });
            few += tables.FewWays.Count;
        }

        Assert.Empty(found);
        Assert.True(ways > 1000 && naive > 1000 && parts > 1000 && few > 1000, $"{ways} cells by travel time to be found, {parts} by region and part of an outcome, {few} regions from which few call from so far; {naive} follow where small cells alone are withheld");
    }

    [Fact]
    public void Nor_does_it_for_a_solver_that_knows_that_counts_are_not_negative()
    {
        var found = new List<string>();
        foreach (var tables in Enumerable.Range(0, 300).Select(seed => new PublishedTables(seed, answers: Answers.Ways)).Where(tables => tables.Shown.Count > 0))
        {
            var attack = new BoundsAttack([.. tables.Shown.Select(cell => (tables.RowOf(cell.Key), (double)cell.Value))]);
            bool IsFound(double[] row) => attack.BoundsOf(row) is var (least, most) && most - least < 0.999;
            found.AddRange(tables.Secrets.Where(secret => IsFound(tables.RowOf(secret))).Select(secret => $"{secret} is {tables.Counts[secret]}"));
            found.AddRange(tables.FewWays.Where(secret => IsFound(secret.Row)).Select(secret => secret.Name));
        }

        Assert.Empty(found);
    }

    /// <summary>Of both near regions hardly anybody was sent on: by themselves the counts by region withhold each and tell both together.</summary>
    [Fact]
    public void What_equally_far_regions_withhold_of_an_outcome_is_not_few_together_for_that_is_how_many_called_from_so_far()
    {
        var shown = Shown(("near", "upTo30", [40, 20, 1]), ("nearToo", "upTo30", [30, 15, 2]), ("far", "upTo240", [50, 25, 10]), ("farToo", "upTo240", [45, 22, 12]));

        var overflowed = shown[new(new("outcome", "overflowed"))];
        var told = shown.Where(cell => cell.Key is { One.Attribute: "region", Other: { Attribute: "outcome", Value: "overflowed" } }).ToList();
        Assert.True(overflowed - told.Sum(cell => cell.Value) >= 5, $"{overflowed} in all, {string.Join(", ", told)}");
        Assert.NotEmpty(told);
    }

    [Fact]
    public void Where_all_is_large_all_is_shown()
    {
        var shown = Shown(("near", "upTo30", [40, 20, 11]), ("far", "upTo240", [50, 25, 10]));

        Assert.Equal(1 + 3 + (2 * 4) + (2 * 4), shown.Count);
        Assert.Equal(11, shown[new(new(TravelBand.Attribute, "upTo30"), new("outcome", "overflowed"))]);
    }

    /// <summary>Raised so high that a few of some thousand groups of regions are as few.</summary>
    [Fact]
    public void What_it_would_take_too_long_to_look_at_is_withheld_and_said_to_be()
    {
        var groups = Enumerable.Range(0, 30).SelectMany(region => new[] { new CallGroup([$"r{region}", "upTo30", "answered"], region == 0 ? 5000 : 1), new([$"r{region}", "upTo60", "answered"], 999) });
        var suppression = new Suppression(_attributes, new(_attributes, groups), 1000, new HashSet<AttributeValue>());

        var shown = suppression.Shown();

        Assert.True(suppression.IsCutShort);
        Assert.Equal(30, shown.Keys.Count(cell => cell is { One.Attribute: "region", Other: null }));
        Assert.DoesNotContain(shown.Keys, IsByTravel);
    }

    [Fact]
    public void A_part_of_an_outcome_is_shown_of_no_region_of_which_the_outcome_is_not()
    {
        var withheld = 0;
        foreach (var tables in Enumerable.Range(0, 300).Select(seed => new PublishedTables(seed, answers: Answers.Ways)))
        {
            var wholes = tables.Cells.Where(cell => cell is { One.Attribute: "region", Other: { Attribute: "outcome", Value: "abandoned" } } && !tables.Shown.ContainsKey(cell)).Select(cell => cell.One).ToList();
            withheld += wholes.Count;
            Assert.DoesNotContain(tables.Shown.Keys, cell => cell.Other?.Attribute == "abandonedAfter" && wholes.Contains(cell.One));
        }

        Assert.True(withheld > 100, $"{withheld}");
    }

    [Fact]
    public void How_far_help_is_stands_beside_what_became_of_the_call_and_nothing_else()
    {
        var travel = CallAttribute.All.Single(each => each.Name == TravelBand.Attribute);

        Assert.Equal(["outcome"], CallAttribute.All.Where(other => other != travel && CallAttribute.AreCrossed(travel, other)).Select(other => other.Name));
        Assert.Equal(["outcome"], CallAttribute.All.Where(other => other != travel && CallAttribute.AreCrossed(other, travel)).Select(other => other.Name));
    }

    private static bool IsByTravel(Cell cell) => cell.Values.Any(value => value.Attribute == TravelBand.Attribute);

    private static IReadOnlyDictionary<Cell, long> Shown(params (string Region, string Travel, long[] Calls)[] regions)
    {
        var groups = from region in regions
                     from outcome in region.Calls.Zip(["answered", "abandoned", "overflowed"])
                     select new CallGroup([region.Region, region.Travel, outcome.Second], outcome.First);
        var suppression = new Suppression(_attributes, new(_attributes, groups), 5, new HashSet<AttributeValue>());
        var shown = suppression.Shown();
        Assert.False(suppression.IsCutShort);
        return shown;
    }
}
