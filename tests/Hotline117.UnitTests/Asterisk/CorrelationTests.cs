using System.Text;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using static Hotline117.UnitTests.Asterisk.AmiWorld;

namespace Hotline117.UnitTests.Asterisk;

public class CorrelationTests
{
    [Fact]
    public async Task Replies_in_any_order_find_their_actions()
    {
        await using var world = await ConnectedAsync();
        var first = world.Client.SendAsync(new GetvarAction(null, "A"), Deadline);
        var one = await world.Session.NextActionAsync(Deadline);
        var second = world.Client.SendAsync(new GetvarAction(null, "B"), Deadline);
        var two = await world.Session.NextActionAsync(Deadline);
        await world.Session.ReplyAsync(two, "Success", "Variable: B\nValue: 2");
        await world.Session.ReplyAsync(one, "Success", "Variable: A\nValue: 1");
        Assert.Equal("1", (await first)["value"]);
        Assert.Equal("2", (await second)["VALUE"]);
        Assert.Equal(one.ActionId, (await first).ActionId);
    }

    [Fact]
    public async Task ActionIDs_are_short_and_never_the_same()
    {
        await using var world = await ConnectedAsync();
        for (var i = 0; i < 50; i++)
            await world.Client.SendAsync(new PingAction(), Deadline);
        var ids = world.Server.Received.Select(action => action.ActionId).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(12, id.Length));
    }

    [Fact]
    public async Task OriginateResponse_is_an_event_although_it_carries_Response_and_an_ActionID()
    {
        await using var world = await ConnectedAsync();
        using var events = world.Client.Subscribe<Hotline117.Asterisk.Events.OriginateResponseEvent>();
        var sending = world.Client.SendAsync(new OriginateAction("Local/1@x", "c-1", new OriginateTarget.Application("Wait", "1")), Deadline);
        var action = await world.Session.NextActionAsync(Deadline);
        await world.Session.SendAsync($"Event: OriginateResponse\nActionID: {action.ActionId}\nResponse: Failure\nReason: 5\nUniqueid: c-1");
        var response = await events.NextEventAsync();
        Assert.False(sending.IsCompleted);
        Assert.False(response.IsSuccess);
        Assert.Equal(5, response.Reason);
        await world.Session.ReplyAsync(action, "Success", "Message: Originate successfully queued");
        Assert.True((await sending).IsSuccess);
    }

    [Fact]
    public async Task A_user_event_that_looks_like_a_reply_is_only_an_event()
    {
        await using var world = await ConnectedAsync();
        using var events = world.Client.Subscribe("UserEvent");
        var sending = world.Client.SendListAsync(new CoreShowChannelsAction(), Deadline);
        var action = await world.Session.NextActionAsync(Deadline);
        await world.Session.ReplyAsync(action, "Success", "EventList: start");
        await world.Session.SendAsync($"Event: UserEvent\nActionID: {action.ActionId}\nUserEvent: X\nResponse: Error\nEventList: Complete\nEvent: CoreShowChannelsComplete");
        Assert.Equal("UserEvent", (await events.NextEventAsync()).Name);
        Assert.False(sending.IsCompleted);
        await world.Session.SendAsync($"Event: CoreShowChannelsComplete\nActionID: {action.ActionId}\nEventList: Complete\nListItems: 0");
        Assert.Empty((await sending).Items);
    }

    [Fact]
    public async Task A_reply_with_an_unknown_ActionID_is_ignored_and_counted()
    {
        await using var world = await ConnectedAsync();
        var sending = world.Client.SendAsync(new GetvarAction(null, "A"), Deadline);
        var action = await world.Session.NextActionAsync(Deadline);
        await world.Session.SendAsync("Response: Success\nActionID: forged\nValue: evil\n\nResponse: Error\nActionID: 1\n\nResponse: Success\nValue: evil");
        await world.Session.ReplyAsync(action, "Success", "Value: good");
        Assert.Equal("good", (await sending)["Value"]);
        Assert.Equal(3, world.Client.Statistics.Unsolicited);
    }

    [Fact]
    public async Task An_error_without_ActionID_belongs_to_the_only_action_in_flight()
    {
        await using var world = await ConnectedAsync();
        var sending = world.Client.SendAsync(new AmiAction("Odd"), Deadline);
        await world.Session.NextActionAsync(Deadline);
        await world.Session.SendAsync("Response: Error\nMessage: Missing action in request");
        var reply = await sending;
        Assert.False(reply.IsSuccess);
        Assert.Equal("Missing action in request", reply.Message);
    }

    [Fact]
    public async Task An_error_without_ActionID_is_nobodys_when_two_are_in_flight()
    {
        await using var world = await ConnectedAsync();
        var first = world.Client.SendAsync(new AmiAction("One"), Deadline);
        var one = await world.Session.NextActionAsync(Deadline);
        var second = world.Client.SendAsync(new AmiAction("Two"), Deadline);
        var two = await world.Session.NextActionAsync(Deadline);
        await world.Session.SendAsync("Response: Error\nMessage: whose?");
        await world.Session.ReplyAsync(one, "Success");
        await world.Session.ReplyAsync(two, "Success");
        Assert.True((await first).IsSuccess);
        Assert.True((await second).IsSuccess);
        Assert.Equal(1, world.Client.Statistics.Unsolicited);
    }

    [Fact]
    public async Task An_error_without_ActionID_is_not_given_to_an_action_while_an_abandoned_one_could_be_meant()
    {
        await using var world = await ConnectedAsync();
        using var impatient = new CancellationTokenSource();
        var abandoned = world.Client.SendAsync(new AmiAction("One"), impatient.Token);
        var one = await world.Session.NextActionAsync(Deadline);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        var second = world.Client.SendAsync(new AmiAction("Two"), Deadline);
        var two = await world.Session.NextActionAsync(Deadline);
        await world.Session.SendAsync("Response: Error\nMessage: whose?");
        await world.Session.ReplyAsync(one, "Success");
        await world.Session.ReplyAsync(two, "Success");
        Assert.True((await second).IsSuccess);
        Assert.Equal((1, 1), (world.Client.Statistics.Unsolicited, world.Client.Statistics.Late));
    }

    [Fact]
    public async Task The_second_answer_to_one_action_is_ignored_and_counted()
    {
        await using var world = await ConnectedAsync();
        var sending = world.Client.SendAsync(new AmiAction("ModuleLoad"), Deadline);
        var action = await world.Session.NextActionAsync(Deadline);
        await world.Session.ReplyAsync(action, "Error", "Message: Incomplete ModuleLoad action.");
        await world.Session.ReplyAsync(action, "Success", "Message: Module loaded.");
        Assert.False((await sending).IsSuccess);
        await world.UntilAsync(counted => counted.Unsolicited == 1);
    }

    [Fact]
    public async Task Permission_denied_is_an_error_reply_and_can_be_thrown_with_the_actions_name()
    {
        await using var world = await ConnectedAsync();
        world.Server.On("DBPut", _ => "Response: Error\nActionID: {id}\nMessage: Permission denied");
        var reply = await world.Client.SendAsync(new DBPutAction("a", "b", "c"), Deadline);
        Assert.True(reply.IsPermissionDenied);
        Assert.Equal("DBPut: Permission denied", Assert.Throws<AmiErrorException>(() => reply.EnsureSuccess("DBPut")).Message);
    }

    [Fact]
    public async Task No_reply_in_time_is_a_timeout_and_a_late_one_is_counted()
    {
        await using var world = await ConnectedAsync(options => options with { ActionTimeout = TimeSpan.FromMilliseconds(100) });
        var sending = world.Client.SendAsync(new AmiAction("Slow"), Deadline);
        var action = await world.Session.NextActionAsync(Deadline);
        Assert.Contains("Slow: no reply within 0.1 s", (await Assert.ThrowsAsync<AmiTimeoutException>(() => sending)).Message, StringComparison.Ordinal);
        await world.Session.ReplyAsync(action, "Success");
        await world.UntilAsync(counted => counted.Late == 1);
    }

    [Fact]
    public async Task More_actions_than_may_wait_are_refused_before_sending()
    {
        await using var world = await ConnectedAsync(options => options with { MaxActionsInFlight = 1 });
        var first = world.Client.SendAsync(new AmiAction("One"), Deadline);
        var one = await world.Session.NextActionAsync(Deadline);
        var refused = await Assert.ThrowsAsync<AmiException>(() => world.Client.SendAsync(new AmiAction("Two"), Deadline));
        Assert.Contains("Two was not sent", refused.Message, StringComparison.Ordinal);
        await world.Session.ReplyAsync(one, "Success");
        await first;
        Assert.DoesNotContain(world.Server.Received, action => action.Name == "Two");
    }

    [Fact]
    public async Task An_action_sent_while_events_are_handled_does_not_deadlock()
    {
        await using var world = await ConnectedAsync();
        using var calls = world.Client.Subscribe("Newchannel");
        world.Server.On("Getvar", action => $"Response: Success\nActionID: {{id}}\nValue: of {action["Channel"]}");
        await world.Session.SendAsync(string.Join("\n\n", Enumerable.Range(0, 200).Select(n => $"Event: Newchannel\nUniqueid: {n}")));
        for (var n = 0; n < 200; n++)
        {
            var uniqueid = (await calls.NextEventAsync())["Uniqueid"];
            Assert.Equal($"of {uniqueid}", (await world.Client.SendAsync(new GetvarAction(uniqueid, "X"), Deadline))["Value"]);
        }
    }

    [Fact]
    public async Task Actions_from_many_threads_arrive_whole_and_are_answered_each()
    {
        await using var world = await ConnectedAsync();
        world.Server.On("Getvar", action => $"Response: Success\nActionID: {{id}}\nValue: {action["Variable"]}");
        await Parallel.ForAsync(0, 500, Deadline, async (n, cancellationToken) =>
            Assert.Equal($"V{n}", (await world.Client.SendAsync(new GetvarAction(null, $"V{n}"), cancellationToken))["Value"]));
    }

    [Fact]
    public async Task Messages_that_are_neither_events_nor_replies_are_counted()
    {
        await using var world = await ConnectedAsync();
        await world.Session.SendRawAsync("Privilege: call,all\r\nChannel: x\r\n\r\nno colon at all\r\n\r\n: nameless\r\n\r\n");
        await world.UntilAsync(counted => counted.Malformed == 3);
        Assert.True((await world.Client.SendAsync(new PingAction(), Deadline)).IsSuccess);
    }

    [Fact]
    public async Task Bytes_of_any_kind_are_survived()
    {
        await using var world = await ConnectedAsync();
        using var all = world.Client.SubscribeToAll();
        var random = new Random(117);
        var alphabet = Encoding.UTF8.GetBytes("\r\n\r\n: aEvent: Response: ActionID: ң\0");
        for (var round = 0; round < 50; round++)
        {
            await world.Session.SendRawAsync(random.GetItems(alphabet, 5_000));
            await world.Session.SendRawAsync("\r\n\r\n");
            Assert.True((await world.Client.SendAsync(new PingAction(), Deadline)).IsSuccess);
        }
        Assert.Null(world.Client.Status.LastFault);
    }
}
