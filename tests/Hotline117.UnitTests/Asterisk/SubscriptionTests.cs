using System.Text;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;
using static Hotline117.UnitTests.Asterisk.AmiWorld;

namespace Hotline117.UnitTests.Asterisk;

public class SubscriptionTests
{
    [Fact]
    public async Task Events_of_several_names_come_in_the_wires_order_and_others_not_at_all()
    {
        await using var world = await ConnectedAsync();
        using var some = world.Client.Subscribe("Hangup", "DialEnd");
        await world.Session.SendAsync("Event: DialEnd\n\nEvent: Newexten\n\nEvent: Hangup\n\nEvent: DialEnd\n\nEvent: VarSet\n\nEvent: Hangup");
        Assert.Equal(["DialEnd", "Hangup", "DialEnd", "Hangup"], await some.NextNamesAsync(4));
        Assert.Equal(6, world.Client.Statistics.Events);
    }

    [Fact]
    public async Task Each_subscriber_gets_its_own_events_and_the_same_objects()
    {
        await using var world = await ConnectedAsync();
        using var all = world.Client.SubscribeToAll();
        using var hangups = world.Client.Subscribe<HangupEvent>();
        await world.Session.SendAsync("Event: Newexten\n\nEvent: Hangup\nCause: 17\nCause-txt: User busy");
        Assert.Equal("Newexten", (await all.NextEventAsync()).Name);
        var hangup = await hangups.NextEventAsync();
        Assert.Equal((17, "User busy"), (hangup.Cause, hangup.CauseText));
        Assert.Same(hangup.Source, await all.NextEventAsync());
    }

    [Fact]
    public async Task Event_names_are_found_in_any_case()
    {
        await using var world = await ConnectedAsync();
        using var hangups = world.Client.Subscribe("HANGUP");
        await world.Session.SendAsync("event: hangup\nUNIQUEID: 1.1");
        Assert.Equal("1.1", (await hangups.NextEventAsync())["Uniqueid"]);
    }

    [Fact]
    public async Task A_slow_subscriber_gets_what_fits_then_a_gap_in_its_place_then_what_came_later()
    {
        await using var world = await ConnectedAsync(options => options with { EventBufferSize = 4 });
        using var slow = world.Client.Subscribe("E");
        await world.Session.SendAsync(string.Join("\n\n", Enumerable.Range(1, 10).Select(n => $"Event: E\nN: {n}")));
        await world.UntilAsync(counted => counted.Events == 10);
        Assert.Equal(6, world.Client.Statistics.Lost);

        for (var n = 1; n <= 4; n++)
            Assert.Equal($"{n}", (await slow.NextAsync()).Event["N"]);
        await world.Session.SendAsync("Event: E\nN: 11");
        var gap = (await slow.NextAsync()).Gap;
        Assert.Equal((AmiGapReason.Overflow, 6L), (gap?.Reason, gap?.Lost));
        Assert.Equal("11", (await slow.NextAsync()).Event["N"]);
    }

    [Fact]
    public async Task A_gap_is_told_even_if_nothing_comes_after_it()
    {
        await using var world = await ConnectedAsync(options => options with { EventBufferSize = 1 });
        using var slow = world.Client.Subscribe("E");
        await world.Session.SendAsync("Event: E\n\nEvent: E\n\nEvent: E");
        await world.UntilAsync(counted => counted.Lost == 2);
        Assert.Equal("E", (await slow.NextAsync()).Event.Name);
        Assert.Equal(2, (await slow.NextAsync()).Gap?.Lost);
    }

    [Fact]
    public async Task The_buffer_is_bounded_in_bytes_too()
    {
        await using var world = await ConnectedAsync(options => options with { EventBufferBytes = 64 << 10 });
        using var slow = world.Client.Subscribe("E");
        var large = "Event: E\nX: " + new string('x', 40_000);
        await world.Session.SendAsync($"{large}\n\n{large}");
        await world.UntilAsync(counted => counted.Lost == 1);
        Assert.Equal(40_000, (await slow.NextAsync()).Event["X"]!.Length);
        Assert.Equal(1, (await slow.NextAsync()).Gap?.Lost);
    }

    [Fact]
    public async Task A_slow_subscriber_holds_up_neither_actions_nor_other_subscribers()
    {
        await using var world = await ConnectedAsync(options => options with { EventBufferSize = 1 });
        using var slow = world.Client.Subscribe("E");
        using var other = world.Client.Subscribe("Last");
        await world.Session.SendAsync(string.Join("\n\n", Enumerable.Repeat("Event: E", 5_000)) + "\n\nEvent: Last");
        Assert.Equal("Last", (await other.NextEventAsync()).Name);
        Assert.True((await world.Client.SendAsync(new PingAction(), Deadline)).IsSuccess);
    }

    [Fact]
    public async Task A_value_of_200_kB_passes()
    {
        await using var world = await ConnectedAsync();
        using var events = world.Client.Subscribe("VarSet");
        var value = string.Concat(Enumerable.Repeat("ң€x", 40_000));
        await world.Session.SendAsync($"Event: VarSet\nValue: {value}\nVariable: after");
        var received = await events.NextEventAsync();
        Assert.Equal(value, received["Value"]);
        Assert.Equal("after", received["Variable"]);
    }

    [Fact]
    public async Task A_message_beyond_the_bound_is_skipped_and_told_as_a_gap()
    {
        await using var world = await ConnectedAsync(options => options with { MaxMessageSize = 10_000 });
        using var events = world.Client.Subscribe("E");
        await world.Session.SendAsync($"Event: E\nN: 1\n\nEvent: E\nX: {new string('x', 300_000)}\n\nEvent: E\nN: 2");
        Assert.Equal("1", (await events.NextAsync()).Event["N"]);
        Assert.Equal(AmiGapReason.Oversized, (await events.NextAsync()).Gap?.Reason);
        Assert.Equal("2", (await events.NextAsync()).Event["N"]);
        Assert.Equal(1, world.Client.Statistics.Oversized);
    }

    [Fact]
    public async Task A_reply_beyond_the_bound_fails_its_action_at_once()
    {
        await using var world = await ConnectedAsync(options => options with { MaxMessageSize = 10_000 });
        world.Server.On("Getvar", _ => $"Response: Success\nActionID: {{id}}\nValue: {new string('x', 20_000)}");
        var refused = await Assert.ThrowsAsync<AmiException>(() => world.Client.SendAsync(new GetvarAction(null, "A"), Deadline));
        Assert.Contains("MaxMessageSize", refused.Message, StringComparison.Ordinal);
        Assert.True((await world.Client.SendAsync(new PingAction(), Deadline)).IsSuccess);
    }

    [Fact]
    public async Task Letters_split_over_packets_stay_whole_and_bytes_that_are_no_letters_do_no_harm()
    {
        await using var world = await ConnectedAsync();
        using var events = world.Client.Subscribe("E");
        foreach (var b in Encoding.UTF8.GetBytes("Event: E\r\nName: Жумагүл\r\n\r\n"))
            await world.Session.SendRawAsync(new[] { b });
        await world.Session.SendRawAsync((byte[])[.. "Event: E\r\nName: a"u8, 0xff, 0xc3, .. "b\r\nNext: x\r\n\r\n"u8]);
        Assert.Equal("Жумагүл", (await events.NextEventAsync())["Name"]);
        var odd = await events.NextEventAsync();
        Assert.Equal("a\ufffd\ufffdb", odd["Name"]);
        Assert.Equal("x", odd["Next"]);
    }

    [Fact]
    public async Task Nobody_is_told_after_unsubscribing_and_the_stream_ends()
    {
        await using var world = await ConnectedAsync();
        var events = world.Client.Subscribe("E");
        using var later = world.Client.Subscribe("E");
        events.Dispose();
        await world.Session.SendAsync("Event: E");
        await later.NextEventAsync();
        Assert.False(await events.WaitToReadAsync(Deadline));
        Assert.False(events.TryRead(out _));
    }

    [Fact]
    public async Task A_stream_ends_when_the_client_stops_after_all_is_read()
    {
        var world = await ConnectedAsync();
        using var events = world.Client.Subscribe("E");
        await world.Session.SendAsync("Event: E");
        await world.UntilAsync(counted => counted.Events == 1);
        await world.DisposeAsync();
        var names = new List<string>();
        await foreach (var delivery in events)
            names.Add(delivery.Event.Name);
        Assert.Equal(["E"], names);
        Assert.Equal(AmiConnectionState.Stopped, world.Client.State);
    }

    [Fact]
    public void Names_must_be_given()
    {
        var client = new AmiClient(new() { Host = "h", User = "u", Secret = "s" }, TimeProvider.System);
        Assert.Contains(nameof(AmiClient.SubscribeToAll), Assert.Throws<ArgumentException>(() => client.Subscribe()).Message, StringComparison.Ordinal);
    }
}
