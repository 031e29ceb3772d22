using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Hotline117.ReportingService.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>How far callers are from help, counted by hand and by the service's own parts, on tables of their own in the real database.</summary>
[Collection(nameof(ReportingStack))]
public sealed class TravelTimeTests(ReportingStack stack) : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = new(2026, 12, 7, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly December = new(2026, 12, 1);

    private OwnTables tables = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CoverFigures Cover => new(tables.Database, StatisticsSettings.Default);

    public async ValueTask InitializeAsync() => tables = await OwnTables.MakeAsync(stack, "travelling");

    public ValueTask DisposeAsync() => tables.DisposeAsync();

    [Fact]
    public async Task Calls_by_travel_time_are_those_counted_by_hand_in_every_view_and_whatever_comes_twice()
    {
        var events = Events(hiddenMinutes: 200);
        await StoreAsync(events);
        await StoreAsync([.. events.Reverse()]);

        (string, double, double, double)[] byHand = [("noRoad", 6, 0, 6), ("unknown", 11, 11, 0), ("upTo120", 12, 7, 5), ("upTo30", 30, 20, 10)];
        Assert.Equal(byHand, (await ExactAsync("travelTime")).Select(Told));
        Assert.Equal(
            [("naryn", "noRoad", 6), ("naryn", "upTo120", 12), ("osh", "unknown", 6), ("osh", "upTo30", 30), ("unknown", "unknown", 5)],
            (await ExactAsync("region", "travelTime")).Select(row => (row.Keys["region"], row.Keys["travelTime"], row.Figures["received"])));
        await ChangeAsync("UPDATE calls SET travel_time = NULL");
        Assert.Equal("unknown", Assert.Single(await ExactAsync("travelTime")).Keys["travelTime"]);
        await new FactsRebuild(tables.Database, TextWriter.Null).RunAsync(Cancellation);
        Assert.Equal(byHand, (await ExactAsync("travelTime")).Select(Told));

        var published = await MakeAsync(December);
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["travelTime=noRoad"] = 6,
                ["travelTime=unknown"] = 11,
                ["travelTime=upTo120"] = 12,
                ["travelTime=upTo30"] = 30,
                ["travelTime=noRoad&outcome=abandoned"] = 6,
                ["travelTime=unknown&outcome=answered"] = 11,
                ["travelTime=upTo120&outcome=answered"] = 7,
                ["travelTime=upTo120&outcome=abandoned"] = 5,
                ["travelTime=upTo30&outcome=answered"] = 20,
                ["travelTime=upTo30&outcome=abandoned"] = 10,
            },
            published.Cells.Where(IsByTravel).ToDictionary());
        var november = await MakeAsync(December.AddMonths(-1));
        Assert.DoesNotContain(TravelBand.Attribute, november.Versions.Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(null)]
    public async Task What_is_published_is_the_same_wherever_centres_are_that_have_not_agreed_to_be_shown_or_are_secret(int? minutes)
    {
        await StoreAsync(Events(hiddenMinutes: 200));
        var before = (await MakeAsync(December)).Cells;
        await ChangeAsync("TRUNCATE events, calls");
        await StoreAsync(Events(minutes));

        Assert.Equal(before, (await MakeAsync(December)).Cells);
        Assert.Contains(before, IsByTravel);
        // While who may see all counts these centres too.
        Assert.Equal(minutes is null, (await ExactAsync("travelTime")).Any(row => row.Keys["travelTime"] == TravelBand.NoRoad));
    }

    [Fact]
    public async Task While_nobody_knows_who_has_agreed_to_be_shown_nobody_is_told_how_far_help_is()
    {
        await StoreAsync([.. Events(hiddenMinutes: 200).Where(told => told is not CentreChanged)]);

        Assert.Equal(["travelTime=unknown"], (await MakeAsync(December)).Cells.Where(IsByTravel).Select(cell => cell.Key).Where(cell => !cell.Contains('&', StringComparison.Ordinal)));
    }

    // 30 calls from Osh, near to a centre, 20 of them answered; 12 from Naryn over the pass, and 6 while it was shut; 6 whom the switch connected alone; and 5 from nobody knows where.
    private static HotlineEvent[] Events(int? hiddenMinutes)
    {
        (string, int?, Verdict)[] Ways(int? osh, int? naryn) => [("osh-c", osh, Verdict.OffShift), ("naryn-c", naryn, Verdict.Busy), ("silent-c", hiddenMinutes, Verdict.FurtherAway), ("secret-c", hiddenMinutes, Verdict.FurtherAway), ("men-c", 1, Verdict.OtherAudience)];
        StoryOfCall Answered(int i) => new(Morning.AddMinutes(i)) { Region = "osh", Centre = "osh-c" };
        StoryOfCall Hung(int i) => StoryOfCall.Abandoned(Morning.AddMinutes(i), 40) with { Region = "osh" };
        StoryOfCall[] stories =
        [
            .. Enumerable.Range(0, 20).Select(i => Answered(i) with { Ways = Ways(25, 500) }),
            .. Enumerable.Range(20, 10).Select(i => Hung(i) with { Ways = Ways(25, 500) }),
            .. Enumerable.Range(30, 7).Select(i => Answered(i) with { Region = "naryn", Ways = Ways(500, 90) }),
            .. Enumerable.Range(37, 5).Select(i => Hung(i) with { Region = "naryn", Ways = Ways(500, 90) }),
            .. Enumerable.Range(42, 6).Select(i => Hung(i) with { Region = "naryn", Ways = hiddenMinutes == 200 ? [("osh-c", null, Verdict.OffShift)] : Ways(null, null) }),
            .. Enumerable.Range(48, 6).Select(Answered),
            .. Enumerable.Range(54, 5).Select(i => Answered(i) with { Region = null, Ways = Ways(null, null) }),
        ];
        CentreSummary Centre(string id, bool shares = true, bool isSecret = false) => new(id, "osh", shares, [new($"{id}-1", ["ky"])], isSecret);
        return
        [
            new CentreChanged { EventId = Guid.NewGuid(), OccurredAt = Morning, Version = "0123456789ab", Centres = 5, Lines = 5, Directory = [Centre("osh-c"), Centre("naryn-c"), Centre("men-c"), Centre("silent-c", shares: false), Centre("secret-c", isSecret: true)] },
            .. stories.SelectMany(story => story.Events()),
        ];
    }

    private static (string, double, double, double) Told(FigureRow row) => (row.Keys["travelTime"], row.Figures["received"]!.Value, row.Figures["answered"]!.Value, row.Figures["abandoned"]!.Value);

    private static bool IsByTravel(KeyValuePair<string, long> cell) => cell.Key.StartsWith("travelTime=", StringComparison.Ordinal);

    private Task<IReadOnlySet<Guid>> StoreAsync(HotlineEvent[] events) => new EventStore(tables.Database).StoreAsync(events, Cancellation);

    private Task<MonthFigures> MakeAsync(DateOnly month) => new MonthMaker(tables.Database, Cover, StatisticsSettings.Default, NullLogger<MonthMaker>.Instance).MakeAsync(month, Cancellation);

    private async Task<IReadOnlyList<FigureRow>> ExactAsync(params string[] by)
    {
        var query = new FigureQuery(Morning, Morning.AddHours(2), by, new Dictionary<string, string>());
        return (await new ExactFigures(tables.Database, Cover, new ReducedMonths(tables.Database), StatisticsSettings.Default).ReadAsync(query, Cancellation)).Rows;
    }

    private async Task ChangeAsync(string sql)
    {
        await using var command = tables.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
