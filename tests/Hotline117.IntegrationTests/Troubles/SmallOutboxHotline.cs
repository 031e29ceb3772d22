using Hotline117.IntegrationTests.Stack;
using StackExchange.Redis;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>The stack with as small an outbox as may be.</summary>
public sealed class SmallOutboxHotline : Hotline
{
    public const int MostEntries = 1000;

    private static readonly RedisKey Outbox = "{h117}:outbox";

    protected override string Name => "outbox";

    protected override string? Roster => TestDirectory.RosterFile([TestDirectory.Osh]);

    protected override IReadOnlyDictionary<string, string> RoutingSettings => new Dictionary<string, string> { ["Outbox__MostEntries"] = $"{MostEntries}" };

    public Task<long> WaitingAsync() => Redis.StreamLengthAsync(Outbox);

    /// <summary>Steps of calls whose events found it full.</summary>
    public async Task<long> DroppedAsync() => (long)await Redis.StringGetAsync("{h117}:outbox:dropped");

    /// <summary>So many wait then: an event that waits is repeated, which changes no figure.</summary>
    public async Task FillAsync(long entries)
    {
        var waits = (await Redis.StreamRangeAsync(Outbox, count: 1)).Single().Values;
        for (var missing = entries - await WaitingAsync(); missing > 0; missing--)
            await Redis.StreamAddAsync(Outbox, waits);
        Assert.Equal(entries, await WaitingAsync());
    }
}
