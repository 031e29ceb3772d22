using Hotline117.Contracts.Statistics;
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
        for (var seed = 0; seed < 200; seed++)
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
    public void It_is_not_told_how_many_calls_language_is_unknown_of_where_that_would_tell_how_few_speak_another()
    {
        // Whom nobody knows the language of hides three who speak Uzbek.
        var shown = ShownOfLanguages(("ky", "met", 80), ("ky", "unmet", 9), ("ru", "met", 60), ("ru", "unmet", 7), ("uz", "met", 3), ("unknown", "unknown", 12));

        Assert.DoesNotContain(new Cell(new("language", "unknown")), shown.Keys);
        Assert.DoesNotContain(new Cell(new("languageMet", "unknown")), shown.Keys);
        Assert.Single(shown.Keys, cell => cell is { One.Attribute: "languageMet", Other: null });
    }

    [Fact]
    public void Nor_do_those_whose_language_is_unknown_hide_the_few_who_were_not_served_in_theirs()
    {
        var shown = ShownOfLanguages(("ky", "met", 80), ("ky", "unmet", 3), ("ru", "met", 60), ("unknown", "unknown", 12));

        Assert.Equal(12, shown[new(new("language", "unknown"), new("outcome", "answered"))]);
        Assert.Equal(["unknown"], shown.Keys.Where(cell => cell is { One.Attribute: "languageMet", Other: null }).Select(cell => cell.One!.Value));
    }

    [Fact]
    public void Nothing_follows_of_what_counsellors_said_nor_of_how_few_answered_calls_nothing_was_said()
    {
        var (secrets, solved) = (0, new List<Cell>());
        for (var seed = 0; seed < 100; seed++)
        {
            var tables = new PublishedTables(seed, answers: Answers.Codes);
            var attack = new LinearAttack(tables.Shown.Keys.Select(tables.RowOf));
            secrets += tables.Secrets.Count;
            solved.AddRange(tables.Secrets.Where(secret => attack.Solves(tables.RowOf(secret))));
        }

        Assert.Empty(solved);
        Assert.True(secrets > 500, $"{secrets}");
    }

    [Fact]
    public void Neither_finds_out_how_long_few_callers_waited_though_it_is_known_how_many_were_answered_in_time()
    {
        var (bands, naive, found) = (0, 0, new List<string>());
        for (var seed = 0; seed < 80; seed++)
        {
            var tables = new PublishedTables(seed, answers: Answers.Waits);
            if (tables.Shown.Count == 0)
            {
                continue;
            }

            var (sums, bounds) = (new LinearAttack(tables.Shown.Keys.Select(tables.RowOf)), new BoundsAttack([.. tables.Shown.Select(cell => (tables.RowOf(cell.Key), (double)cell.Value))]));
            bands += tables.Secrets.Count(secret => WholeOf(secret) is { } whole && tables.Shown.ContainsKey(whole));
            var large = new LinearAttack(tables.Cells.Where(cell => tables.Counts[cell] >= 5).Select(tables.RowOf));
            naive += tables.Secrets.Count(secret => WholeOf(secret) is not null && large.Solves(tables.RowOf(secret)));
            found.AddRange(tables.Secrets.Where(secret => sums.Solves(tables.RowOf(secret))).Select(secret => $"{seed}: {secret} by sums"));
            found.AddRange(from secret in tables.Secrets let range = bounds.BoundsOf(tables.RowOf(secret)) where range.Most - range.Least < 0.999 select $"{seed}: {secret} by bounds {range}");
        }

        Assert.Empty(found);
        // Others are easy to keep: where even the whole is withheld, nothing is known that a band could follow from.
        Assert.True(bands > 500 && naive > 100, $"only {bands} bands to be found whose whole is shown, and {naive} that follow where small cells alone are withheld");
    }

    [Fact]
    public void No_sum_tells_how_long_few_callers_waited_where_it_is_also_known_which_centre_they_reached()
    {
        var (bands, solved) = (0, new List<string>());
        for (var seed = 0; seed < 8; seed++)
        {
            var tables = new PublishedTables(seed, answers: Answers.Both);
            var attack = new LinearAttack(tables.Shown.Keys.Select(tables.RowOf));
            bands += tables.Secrets.Count(secret => WholeOf(secret) is { } whole && tables.Shown.ContainsKey(whole));
            solved.AddRange(tables.Secrets.Where(secret => attack.Solves(tables.RowOf(secret))).Select(secret => $"{seed}: {secret}"));
        }

        Assert.Empty(solved);
        Assert.True(bands > 50, $"only {bands} bands to be found whose whole is shown");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(25)]
    public void Nor_do_the_published_times_of_waiting_tell_what_a_withheld_band_has(int answeredWithin)
    {
        var (bands, found, naive) = (0, new List<string>(), 0);
        for (var seed = 0; seed < 1000; seed++)
        {
            var waits = new PublishedWaits(seed, answeredWithin);
            bands += waits.Secrets.Count;
            naive += waits.Secrets.Intersect(waits.Attack(waits.Secrets)).Count();
            found.AddRange(waits.Secrets.Intersect(waits.Attack(waits.Withheld)).Select(band => $"{seed}: {band}"));
        }

        Assert.Empty(found);
        Assert.True(bands > 1000 && naive > 300, $"only {bands} bands to be found, {naive} of them if small ones alone were withheld");
    }

    [Fact]
    public void Bands_of_waits_are_parts_of_what_is_in_time_and_of_what_is_not()
    {
        foreach (var (name, whole) in new[] { (WaitBand.InTime, "inTime"), (WaitBand.Later, "later") })
        {
            var waited = CallAttribute.All.Single(attribute => attribute.Name == name);
            Assert.Equal(new AttributeValue("promptness", whole), waited.Part);
            Assert.All(CallAttribute.All.Where(other => other.OfService && other != waited), other => Assert.False(CallAttribute.AreCrossed(waited, other)));
        }
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

    [Fact]
    public void Nor_is_it_alone_at_an_hour_at_which_the_centre_that_is_withheld_for_its_sake_is_shut()
    {
        var attributes = CallAttribute.All.Where(attribute => attribute.Name is "hourOfDay" or "outcome" or "centre").ToList();
        var groups = from calls in new[] { ("a", "08", 50), ("a", "21", 60), ("shut", "08", 20), ("c", "08", 40), ("c", "21", 30), ("d", "08", 70), ("d", "21", 80) }
                     select new CallGroup([calls.Item2, "answered", calls.Item1], calls.Item3);

        var shown = new Suppression(attributes, new(attributes, groups), 5, new HashSet<AttributeValue> { new("centre", "c") }).Shown();

        Assert.Equal(["a", "d"], shown.Keys.Where(cell => cell is { One.Attribute: "centre", Other: null }).Select(cell => cell.One!.Value).Order());
        Assert.Single(shown.Keys, cell => cell is { One: { Attribute: "hourOfDay", Value: "21" }, Other.Attribute: "centre" });
    }

    private static IReadOnlyDictionary<Cell, long> ShownOfLanguages(params (string Language, string Met, long Calls)[] answered)
    {
        var attributes = CallAttribute.All.Where(attribute => attribute.Name is "language" or "outcome" or "languageMet").ToList();
        var groups = answered.SelectMany(each => new[] { new CallGroup([each.Language, "answered", each.Met], each.Calls), new([each.Language, "abandoned", null], each.Calls / 2) });
        return new Suppression(attributes, new(attributes, groups), 5, new HashSet<AttributeValue>()).Shown();
    }

    /// <summary>Of a band, what it is a part of, of the same callers.</summary>
    private static Cell? WholeOf(Cell cell) => cell.Values.FirstOrDefault(value => value.Attribute is WaitBand.InTime or WaitBand.Later) is { } band
        ? Cell.Of([.. cell.Values.Where(value => value != band), new AttributeValue("promptness", band.Attribute == WaitBand.InTime ? "inTime" : "later")])
        : null;
}
