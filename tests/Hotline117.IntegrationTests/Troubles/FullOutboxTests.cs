using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Contracts.Statistics;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

public sealed class FullOutboxTests(SmallOutboxHotline hotline) : IClassFixture<SmallOutboxHotline>
{
    private const string Key = "events-wait";
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_full_outbox_is_told_of_before_it_is_full_stops_no_call_and_costs_whole_calls_in_the_statistics_which_the_switchs_list_names()
    {
        await hotline.OnShiftAsync(Osh);
        var from = TimeProvider.System.GetUtcNow();
        await hotline.Stack.StopAsync("rabbitmq");
        // The roster's change waits.
        await hotline.OnShiftAsync(Osh, Talas);

        await hotline.FillAsync(SmallOutboxHotline.MostEntries / 2);
        await ToldAsync(AlarmSeverity.Warning);
        Assert.Equal(0, await hotline.DroppedAsync());

        await hotline.FillAsync(SmallOutboxHotline.MostEntries - 1);
        await CallAsync();
        Assert.Equal((0, true), (await hotline.DroppedAsync(), await hotline.WaitingAsync() > SmallOutboxHotline.MostEntries));
        await ToldAsync(AlarmSeverity.Critical);

        string[] lost = [await CallAsync(), await CallAsync()];
        Assert.True(await hotline.DroppedAsync() >= 3 * lost.Length);

        await hotline.Stack.RestartAsync("rabbitmq", TestContext.Current.CancellationToken);
        await Until.TrueAsync(async () => await hotline.WaitingAsync() == 0, Recovery);
        await CallAsync();

        Assert.Equal(2, (await hotline.CountedAsync(from, 2, within: Recovery)).Total.Answered);
        await Until.TrueAsync(async () => (await AlarmsAsync()).All(alarms => alarms.All(alarm => alarm.Key != Key)), Recovery);
        await hotline.AllQuietAsync();
        Assert.Equal(
            lost.Order().Select(call => (call, CallDifferenceKind.NotCounted)),
            (await hotline.DifferencesAsync(from)).Select(call => (call.CallId, call.Kind)).Order());
    }

    /// <summary>The router chooses the line as ever, and the conversation ends as it should.</summary>
    private async Task<string> CallAsync()
    {
        var caller = await hotline.DialUnseenAsync();
        var phone = await hotline.RingsAsync(Osh);
        var call = await Until.ValueAsync(async () => (await hotline.LiveAsync()).Calls.SingleOrDefault(call => call.Phase is CallPhase.Talking));
        Assert.Equal(Osh.Id, call.LineId);
        await caller.HangUpAsync();
        await Until.DoneAsync(phone.Ended);
        // A router that has not heard of it yet would think the line busy, and ring the other one for the next caller.
        await hotline.AllQuietAsync();
        return call.CallId;
    }

    private Task ToldAsync(AlarmSeverity severity) => Until.TrueAsync(
        async () => (await AlarmsAsync()).All(alarms => alarms.Any(alarm => alarm.Key == Key && alarm.Severity == severity)), what: $"every router tells it as {severity}");

    private async Task<IReadOnlyList<Alarm>[]> AlarmsAsync() =>
        await Task.WhenAll(hotline.Stack.Endpoints.RoutingReplicas.Select(async replica => (await hotline.LiveAsync(replica)).Alarms));
}
