using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;
using static Hotline117.UnitTests.Asterisk.AmiWorld;

namespace Hotline117.UnitTests.Asterisk;

public class ListTests
{
    [Fact]
    public async Task A_list_is_its_events_up_to_Complete_with_others_in_between_left_out()
    {
        await using var world = await ConnectedAsync();
        world.Server.On("Status", _ => """
            Response: Success
            ActionID: {id}
            EventList: start
            Message: Channel status will follow

            Event: Status
            Channel: PJSIP/a-1
            ActionID: {id}

            Event: Hangup
            Channel: PJSIP/z-1

            Event: Status
            Channel: PJSIP/b-1
            Seconds: 12
            ActionID: {id}

            Event: StatusComplete
            ActionID: {id}
            EventList: Complete
            ListItems: 2
            Items: 2
            """);
        var list = await world.Client.SendListAsync(new StatusAction(), Deadline);
        Assert.Equal(["PJSIP/a-1", "PJSIP/b-1"], list.Items.Select(item => new StatusEvent(item).Channel));
        Assert.True(list.IsComplete);
        Assert.Equal("2", list.Completion!["Items"]);
        Assert.Equal("Channel status will follow", list.Response.Message);
    }

    [Fact]
    public async Task An_error_reply_is_a_list_without_items()
    {
        await using var world = await ConnectedAsync();
        world.Server.On("CoreShowChannels", _ => "Response: Error\nActionID: {id}\nMessage: Permission denied");
        var list = await world.Client.SendListAsync(new CoreShowChannelsAction(), Deadline);
        Assert.True(list.Response.IsPermissionDenied);
        Assert.False(list.IsComplete);
    }

    [Fact]
    public async Task An_error_after_a_list_has_begun_ends_it_with_the_items_so_far()
    {
        await using var world = await ConnectedAsync();
        world.Server.On("X", _ => "Response: Success\nActionID: {id}\nEventList: start\n\nEvent: Item\nActionID: {id}\n\nResponse: Error\nActionID: {id}\nMessage: broke");
        var list = await world.Client.SendListAsync(new AmiAction("X"), Deadline);
        Assert.Equal("broke", list.Response.Message);
        Assert.Single(list.Items);
        Assert.False(list.IsComplete);
    }

    [Fact]
    public async Task A_second_success_within_a_list_is_ignored()
    {
        await using var world = await ConnectedAsync();
        world.Server.On("X", _ => "Response: Success\nActionID: {id}\nEventList: start\n\nResponse: Success\nActionID: {id}\nMessage: forged\n\nEvent: XComplete\nActionID: {id}\nEventList: Complete");
        Assert.Equal("", (await world.Client.SendListAsync(new AmiAction("X"), Deadline)).Response.Message);
        Assert.Equal(1, world.Client.Statistics.Unsolicited);
    }

    [Fact]
    public async Task A_list_that_never_completes_times_out_and_leaves_nothing_behind()
    {
        await using var world = await ConnectedAsync(options => options with { ActionTimeout = TimeSpan.FromMilliseconds(150) });
        world.Server.On("X", _ => "Response: Success\nActionID: {id}\nEventList: start\n\nEvent: Item\nActionID: {id}");
        var late = await Assert.ThrowsAsync<AmiTimeoutException>(() => world.Client.SendListAsync(new AmiAction("X"), Deadline));
        Assert.Contains("no complete list", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_beyond_the_bound_fails_and_the_rest_of_it_is_ignored()
    {
        await using var world = await ConnectedAsync(options => options with { MaxListItems = 2 });
        world.Server.On("X", _ => "Response: Success\nActionID: {id}\nEventList: start" + string.Concat(Enumerable.Repeat("\n\nEvent: Item\nActionID: {id}", 5)));
        var refused = await Assert.ThrowsAsync<AmiException>(() => world.Client.SendListAsync(new AmiAction("X"), Deadline));
        Assert.Contains("more than 2 items", refused.Message, StringComparison.Ordinal);
        Assert.True((await world.Client.SendAsync(new PingAction(), Deadline)).IsSuccess);
    }

    [Fact]
    public async Task A_list_cut_by_a_disconnect_fails_and_is_not_asked_for_again()
    {
        await using var world = await ConnectedAsync();
        var sending = world.Client.SendListAsync(new CoreShowChannelsAction(), Deadline);
        var action = await world.Session.NextActionAsync(Deadline);
        await world.Session.ReplyAsync(action, "Success", "EventList: start");
        world.Session.Close();
        await Assert.ThrowsAsync<AmiDisconnectedException>(() => sending);
        await world.Server.NextSessionAsync(Deadline);
        await world.Client.WaitForStateAsync(AmiConnectionState.Connected, Deadline);
        Assert.Single(world.Server.Received, received => received.Name == "CoreShowChannels");
    }

    [Fact]
    public async Task WaitEvent_ends_with_its_own_event_and_no_EventList()
    {
        await using var world = await ConnectedAsync();
        world.Server.On("WaitEvent", _ => "Response: Success\nActionID: {id}\nMessage: Waiting for Event completed.\n\nEvent: Hangup\nUniqueid: 1\n\nEvent: WaitEventComplete\nActionID: {id}");
        Assert.True((await world.Client.SendListAsync(new AmiAction("WaitEvent", ("Timeout", "1")), Deadline)).IsComplete);
    }

    [Fact]
    public async Task List_items_reach_subscribers_too()
    {
        await using var world = await ConnectedAsync();
        using var channels = world.Client.Subscribe<CoreShowChannelEvent>();
        world.Server.On("CoreShowChannels", _ => "Response: Success\nActionID: {id}\nEventList: start\n\nEvent: CoreShowChannel\nActionID: {id}\nUniqueid: 1.1\nDuration: 25:01:02\n\nEvent: CoreShowChannelsComplete\nActionID: {id}\nEventList: Complete");
        var list = await world.Client.SendListAsync(new CoreShowChannelsAction(), Deadline);
        Assert.Single(list.Items);
        Assert.Equal(new TimeSpan(25, 1, 2), (await channels.NextEventAsync()).Duration);
    }
}
