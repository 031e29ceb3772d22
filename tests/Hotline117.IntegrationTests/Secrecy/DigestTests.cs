using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Again;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Secrecy;

/// <summary>Callers who dial again are known by a digest of the number.</summary>
[Collection(nameof(AgainHotline))]
public sealed class DigestTests(AgainHotline hotline) : IAsyncLifetime
{
    private const string Number = "322255617";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public async ValueTask InitializeAsync()
    {
        await hotline.LaterAsync(Longest + TimeSpan.FromMinutes(1));
        await hotline.StartAfreshAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_digest_and_the_key_by_which_a_caller_is_known_again_are_in_the_routers_memory_and_nowhere_else()
    {
        await hotline.OnShiftAsync(Osh);
        await (await AnsweredAsync()).HangUpAndSettleAsync();
        var again = await AnsweredAsync();
        Assert.NotNull(Assert.Single(await again.ExplainAsync()).CutOff);

        var secrets = hotline.Stack.Endpoints.Pids.Routing.SelectMany(Known).ToList();
        Assert.Equal(2, secrets.Select(secret => Convert.ToHexString(secret.Digest)).Distinct().Count());
        var needles = Needles.Of(secrets.SelectMany(secret => new[] { ("the digest", secret.Digest), ("the key", secret.Key) }));
        await Everything.HoldsNoneAsync(hotline, needles);
        await again.HangUpAndSettleAsync();
        await hotline.CountedAsync(again.Received.OccurredAt, 1);
        await hotline.AllQuietAsync();
        await Everything.HoldsNoneAsync(hotline, needles);

        await hotline.LaterAsync(Longest + TimeSpan.FromMinutes(1));
        await Until.TrueAsync(() => !hotline.Stack.Endpoints.Pids.Routing.SelectMany(Known).Any(), what: "the routers have no key any more");
    }

    private static IReadOnlyList<(byte[] Key, byte[] Digest)> Known(int router) => RouterMemory.DigestsOf(router, $"996{Number}");

    private async Task<HotlineCall> AnsweredAsync()
    {
        var call = await hotline.DialAsync($"0{Number}");
        await call.NextAsync<CallAnswered>();
        return call;
    }
}
