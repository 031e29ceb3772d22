using System.Diagnostics;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using static Hotline117.UnitTests.Asterisk.AmiWorld;

namespace Hotline117.UnitTests.Asterisk;

public class ReconnectTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Actions_in_flight_at_a_disconnect_fail_and_are_never_sent_again(bool inOrder)
    {
        await using var world = await ConnectedAsync();
        var sending = world.Client.SendAsync(new RedirectAction("1.1", "lines", "l-7"), Deadline);
        await world.Session.NextActionAsync(Deadline);
        if (inOrder)
            world.Session.Close();
        else
            world.Session.Break();
        var failed = await Assert.ThrowsAsync<AmiDisconnectedException>(() => sending);
        Assert.Contains("may or may not have been carried out", failed.Message, StringComparison.Ordinal);

        await world.Server.NextSessionAsync(Deadline);
        await world.Client.WaitForStateAsync(AmiConnectionState.Connected, Deadline);
        Assert.True((await world.Client.SendAsync(new PingAction(), Deadline)).IsSuccess);
        Assert.Single(world.Server.Received, action => action.Name == "Redirect");
        Assert.Equal(AmiFaultKind.ConnectionLost, world.Client.Status.LastFault?.Kind);
    }

    [Fact]
    public async Task Subscriptions_go_on_over_a_reconnect_with_a_gap_and_no_event_twice()
    {
        await using var world = await ConnectedAsync();
        using var events = world.Client.Subscribe("E");
        await world.Session.SendAsync("Event: E\nN: 1");
        Assert.Equal("1", (await events.NextAsync()).Event["N"]);
        world.Session.Close();
        var second = await world.Server.NextSessionAsync(Deadline);
        Assert.Equal(AmiGapReason.NewConnection, (await events.NextAsync()).Gap?.Reason);
        await second.SendAsync("Event: E\nN: 2\n\nEvent: E\nN: 3");
        Assert.Equal("2", (await events.NextAsync()).Event["N"]);
        Assert.Equal("3", (await events.NextAsync()).Event["N"]);
    }

    [Fact]
    public async Task An_action_can_be_sent_as_soon_as_the_gap_of_a_new_connection_is_read()
    {
        await using var server = new ScriptedAmiServer();
        await using var client = new AmiClient(OptionsFor(server), TimeProvider.System);
        using var events = client.Subscribe("E");
        var running = client.RunAsync(CancellationToken.None);
        for (var connection = 0; connection < 20; connection++)
        {
            var session = await server.NextSessionAsync(Deadline);
            Assert.Equal(AmiGapReason.NewConnection, (await events.NextAsync()).Gap?.Reason);
            Assert.True((await client.SendAsync(new PingAction(), Deadline)).IsSuccess);
            session.Close();
        }
        await client.DisposeAsync();
        await running;
    }

    [Fact]
    public async Task A_message_cut_off_in_the_middle_is_discarded_and_named()
    {
        await using var world = await ConnectedAsync();
        using var events = world.Client.Subscribe("E");
        await world.Session.SendRawAsync("Event: E\r\nN: 1\r\n\r\nEvent: E\r\nChannel: PJSIP/cut");
        await events.NextEventAsync();
        world.Session.Close();
        var second = await world.Server.NextSessionAsync(Deadline);
        Assert.Equal(AmiGapReason.NewConnection, (await events.NextAsync()).Gap?.Reason);
        Assert.Contains("bytes of an unfinished message were discarded", world.Client.Status.LastFault!.Text, StringComparison.Ordinal);
        await second.SendAsync("Event: E\nN: 2");
        Assert.Equal("2", (await events.NextAsync()).Event["N"]);
    }

    [Fact]
    public async Task A_connection_that_no_longer_answers_is_found_dead_and_replaced()
    {
        await using var world = await ConnectedAsync(options => options with
        {
            KeepAliveInterval = TimeSpan.FromMilliseconds(100),
            ActionTimeout = TimeSpan.FromMilliseconds(200),
        });
        var silent = true;
        world.Server.On("Ping", _ => Volatile.Read(ref silent) ? "Event: StillTalking" : "Response: Success\nActionID: {id}");
        await world.FaultAsync(AmiFaultKind.KeepAliveTimeout);
        Volatile.Write(ref silent, false);
        await world.Client.WaitForStateAsync(AmiConnectionState.Connected, Deadline);
    }

    [Fact]
    public async Task Keep_alive_pings_go_on_while_connected()
    {
        await using var world = await ConnectedAsync(options => options with { KeepAliveInterval = TimeSpan.FromMilliseconds(100) });
        while (world.Server.Received.Count(action => action.Name == "Ping") < 3)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal(AmiConnectionState.Connected, world.Client.State);
        Assert.Null(world.Client.Status.LastFault);
    }

    [Fact]
    public async Task Every_transition_can_be_watched()
    {
        await using var server = new ScriptedAmiServer();
        await using var client = new AmiClient(OptionsFor(server), TimeProvider.System);
        var watching = WatchToEndAsync(client);
        var running = client.RunAsync(CancellationToken.None);
        (await server.NextSessionAsync(Deadline)).ToString();
        var first = await client.WaitForStateAsync(AmiConnectionState.Connected, Deadline);
        await client.DisposeAsync();
        await running;
        Assert.Equal([AmiConnectionState.Disconnected, AmiConnectionState.Connecting, AmiConnectionState.Authenticating,
            AmiConnectionState.Connected, AmiConnectionState.Stopped], await watching);
        Assert.True(first.Since <= TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Waiting_for_a_state_of_a_stopped_client_fails_instead_of_waiting_for_ever()
    {
        var world = await ConnectedAsync();
        await world.DisposeAsync();
        await Assert.ThrowsAsync<AmiException>(() => world.Client.WaitForStateAsync(AmiConnectionState.Connected, Deadline));
        await Assert.ThrowsAsync<AmiNotConnectedException>(() => world.Client.SendAsync(new PingAction(), Deadline));
    }

    [Fact]
    public async Task Cancelling_the_run_ends_it_in_order()
    {
        await using var server = new ScriptedAmiServer();
        await using var client = new AmiClient(OptionsFor(server), TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var running = client.RunAsync(stop.Token);
        await client.WaitForStateAsync(AmiConnectionState.Connected, Deadline);
        await stop.CancelAsync();
        await running.WaitAsync(Deadline);
        Assert.Equal(AmiConnectionState.Stopped, client.State);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.RunAsync(Deadline));
    }

    [Fact]
    public async Task A_client_that_never_ran_can_be_disposed_of()
    {
        var client = new AmiClient(new() { Host = "h", User = "u", Secret = "s" }, TimeProvider.System);
        using var events = client.SubscribeToAll();
        await client.DisposeAsync();
        Assert.False(await events.WaitToReadAsync(Deadline));
    }

    [Fact]
    public async Task Actions_make_spans_that_name_the_action_and_no_value()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AmiTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => { lock (spans) spans.Add(span); },
        };
        ActivitySource.AddActivityListener(listener);
        await using var world = await ConnectedAsync();
        world.Server.On("Span117", _ => "Response: Error\nActionID: {id}\nMessage: no 996700123456");
        await world.Client.SendAsync(new AmiAction("Span117", ("Channel", "PJSIP/996700123456")), Deadline);
        lock (spans)
        {
            var span = Assert.Single(spans, span => span.DisplayName == "AMI Span117");
            Assert.Equal(ActivityStatusCode.Error, span.Status);
            Assert.DoesNotContain("996700", string.Join(' ', span.TagObjects.Select(tag => tag.Value)) + span.StatusDescription, StringComparison.Ordinal);
        }
    }

    private static async Task<List<AmiConnectionState>> WatchToEndAsync(AmiClient client)
    {
        var states = new List<AmiConnectionState>();
        await foreach (var status in client.WatchAsync(Deadline))
            states.Add(status.State);
        return states;
    }
}
