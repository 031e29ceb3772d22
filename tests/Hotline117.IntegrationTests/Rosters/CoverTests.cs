using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Cover;
using Hotline117.RoutingService.State;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Rosters;

/// <summary>Hours of cover, as two routers count them on one Redis.</summary>
public class CoverTests(Hotline hotline) : CallTests(hotline)
{
    private const string Key = "{h117}:cover";

    [Fact]
    public async Task An_hour_that_is_over_is_told_once_by_whichever_router_and_the_present_one_is_counted()
    {
        await Hotline.OnShiftAsync(Osh, Bishkek);
        var earlier = TimeProvider.System.GetUtcNow().AddHours(-2);
        var hour = CoverHour.At(earlier).With(new([new(Osh.Centre, 1)], new HashSet<string> { Talas.Region }), [Osh.Region, Talas.Region], earlier)!;
        await Hotline.Redis.StringSetAsync(Key, JsonSerializer.Serialize(hour, ContractJson.Options));

        var told = await Until.ValueAsync(() => Task.FromResult(Told(hour.From).FirstOrDefault()), TimeSpan.FromSeconds(40), "the hour is told");
        var now = await Until.ValueAsync(async () => await CountedAsync() is { Seen: > 0 } counted ? counted : null, TimeSpan.FromSeconds(40), "the present hour is counted");

        Assert.Equal((1, 1, hour.From.AddHours(1)), (told.MinutesSeen, told.Covered, told.OccurredAt));
        Assert.Equal([new(Osh.Centre, 1, 1, 1)], told.Centres);
        Assert.Equal([new(Osh.Region, 1), new(Talas.Region, 0)], told.Regions);
        Assert.Equal([Bishkek.Centre, Osh.Centre], now.Centres.Keys.Order());
        Assert.Equal((1, Bishkek.Capacity), (now.Centres[Osh.Centre].Ready, now.Centres[Bishkek.Centre].PlacesReady));
        Assert.Equal(1, now.Regions[Osh.Region]);
        Assert.Single(Told(hour.From));
    }

    [Fact]
    public async Task Of_many_that_count_one_minute_one_is_taken_and_the_hour_is_told_by_no_other()
    {
        // Years ahead: the routers of the stack have nothing to do with it.
        var (hour, store) = (new DateTimeOffset(2040, 1, 1, 5, 0, 0, TimeSpan.Zero), new CoverStore(Hotline.Redis.Multiplexer));
        try
        {
            await Hotline.Redis.StringSetAsync(Key, JsonSerializer.Serialize(CoverHour.At(hour).With(new([], null), [], hour), ContractJson.Options));
            var (read, known) = await store.LoadAsync();
            var next = CoverHour.At(hour.AddHours(1)).With(new([], null), [], hour.AddHours(1))!;

            var saved = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.SaveAsync(read, next, known!.Told())));

            Assert.Single(saved, won => won);
            await Until.TrueAsync(() => Task.FromResult(Told(hour).Count > 0), TimeSpan.FromSeconds(40), "the hour is told");
            Assert.Single(Told(hour));
        }
        finally
        {
            await Hotline.Redis.KeyDeleteAsync(Key);
        }
    }

    private List<CoverCounted> Told(DateTimeOffset hour) => [.. Hotline.Events.All.Select(seen => seen.Event).OfType<CoverCounted>().Where(told => told.Hour == hour)];

    private async Task<CoverHour?> CountedAsync() =>
        (string?)await Hotline.Redis.StringGetAsync(Key) is { } json && JsonSerializer.Deserialize<CoverHour>(json, ContractJson.Options) is { } hour && !hour.IsOverAt(TimeProvider.System.GetUtcNow()) ? hour : null;
}
