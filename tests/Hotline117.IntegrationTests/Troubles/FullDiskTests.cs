using Hotline117.IntegrationTests.Stack;
using StackExchange.Redis;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

public sealed class FullDiskTests(SmallDiskHotline hotline) : IClassFixture<SmallDiskHotline>
{
    private const int Calls = 5;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task While_every_disk_is_full_callers_are_connected_and_when_there_is_room_again_each_is_counted_once()
    {
        await hotline.PlanOnDiskAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        hotline.Fill();
        for (var call = 0; call < Calls; call++)
        {
            // A server that ends leaves room for a moment; with it Redis takes a call as ever.
            await Until.TrueAsync(RedisRefusesAsync, what: "Redis says that it can't write");
            var caller = await hotline.DialUnseenAsync();
            await caller.Answered;
            var phone = await hotline.RingsAsync(Osh);
            await Until.DoneAsync(phone.PickedUp);
            await caller.HangUpAsync();
            await Until.DoneAsync(phone.Ended);
        }

        await hotline.FreeAsync();
        // It ends by itself when it can't write; whoever looks after it starts it again.
        await hotline.Stack.RestartAsync("rabbitmq", TestContext.Current.CancellationToken);
        await hotline.AllReadyAsync();
        var counted = (await hotline.CountedAsync(from, Calls, within: Recovery)).Total;
        Assert.Equal(Calls, counted.Answered);
        // Not all: a server that ends as a call comes gives Redis a moment's room, and the router chooses as ever.
        Assert.InRange(counted.AnsweredByFallback, 1, Calls);
        await hotline.AllQuietAsync();
        await hotline.AllReconciledAsync(from);
    }

    private async Task<bool> RedisRefusesAsync()
    {
        try
        {
            await hotline.Redis.StringSetAsync("test", new byte[10_000], TimeSpan.FromSeconds(1));
            return false;
        }
        catch (RedisServerException e)
        {
            return e.Message.StartsWith("MISCONF", StringComparison.Ordinal);
        }
    }
}
