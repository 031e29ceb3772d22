using System.Diagnostics;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

public sealed class SlowDiskTests(SlowDiskHotline hotline) : IClassFixture<SlowDiskHotline>
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Stands = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(90);
    private const double CallersTone = 700;
    private const double CentresTone = 1150;

    [Fact]
    public async Task While_every_disk_hangs_for_good_a_centre_answers_whoever_calls()
    {
        await hotline.PlanAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        await hotline.HangWhileAsync(async () =>
        {
            for (var call = 0; call < 2; call++)
            {
                var caller = await hotline.DialUnseenAsync();
                var phone = await TalksAsync(caller);
                TestContext.Current.SendDiagnosticMessage("The disk stands: worst silence {0:0.0} s.", caller.Sound.LongestSilence.TotalSeconds);
                Assert.InRange(caller.Sound.LongestSilence, TimeSpan.Zero, LongestSilence);
                await caller.HangUpAsync();
                await Until.DoneAsync(phone.Ended);
            }
        });

        await hotline.AllReadyAsync();
        Assert.Equal(2, (await hotline.CountedAsync(from, calls: 2, within: Recovery)).Total.Answered);
        await hotline.AllQuietAsync();
        await hotline.AllReconciledAsync(from);
    }

    [Fact]
    public async Task While_every_disk_is_slow_callers_are_connected_and_each_is_counted_once()
    {
        await hotline.PlanAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        hotline.Slow(seed: 1, Stands);
        var (calls, silence, stood, began) = (0, TimeSpan.Zero, 0, Stopwatch.GetTimestamp());
        try
        {
            for (; Stopwatch.GetElapsedTime(began) < Lasts; calls++)
            {
                var caller = await hotline.DialUnseenAsync();
                var phone = await TalksAsync(caller);
                silence = TimeSpan.FromTicks(Math.Max(silence.Ticks, caller.Sound.LongestSilence.Ticks));
                await caller.HangUpAsync();
                await Until.DoneAsync(phone.Ended);
            }
        }
        finally
        {
            stood = await hotline.HastenAsync();
        }

        await hotline.AllReadyAsync();
        var counted = (await hotline.CountedAsync(from, calls, within: Recovery)).Total;
        TestContext.Current.SendDiagnosticMessage(
            "The disk stood {0} times, up to {1:0.0} s: {2} calls, {3} by the switch alone, worst silence {4:0.0} s.", stood, Stands.TotalSeconds, calls, counted.AnsweredByFallback, silence.TotalSeconds);
        Assert.Equal(calls, counted.Answered);
        Assert.InRange(silence, TimeSpan.Zero, LongestSilence);
        await hotline.AllQuietAsync();
        await hotline.AllReconciledAsync(from);
    }

    /// <summary>She and whoever picks up hear each other. A redirect that comes late pulls her out of what rings, and it rings anew.</summary>
    private async Task<PhoneCall> TalksAsync(Caller caller)
    {
        await caller.PlayAsync(CallersTone);
        while (true)
        {
            var phone = await hotline.RingsAsync(Osh);
            phone.Play(CentresTone);
            await Until.TrueAsync(() => phone.Ended.IsCompleted || (phone.Sound.HasAll(CallersTone) && caller.Sound.HasAll(CentresTone)), what: "they hear each other");
            if (!phone.Ended.IsCompleted)
            {
                return phone;
            }
        }
    }
}
