using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;
using static Hotline117.UnitTests.Asterisk.AmiWorld;

namespace Hotline117.UnitTests.Asterisk;

/// <summary>The client against what a real Asterisk 22 sent, byte for byte.</summary>
public class TranscriptTests
{
    [Fact]
    public async Task A_call_through_a_queue_arrives_whole_and_typed()
    {
        await using var world = await ConnectedAsync();
        using var all = world.Client.SubscribeToAll();
        await world.Session.SendRawAsync(Transcripts.QueueCall());
        var events = new List<AmiEvent>();
        while (events.Count < 104)
            events.Add(await all.NextEventAsync());

        Assert.Equal(1_802, events.Sum(e => e.Headers.Count()));
        Assert.Equal(["ANSWER", "ANSWER"], Of<DialEndEvent>(events).Select(dial => dial.DialStatus));
        Assert.Equal(4, Of<HangupEvent>(events).Count(hangup => hangup.Cause == 16));
        Assert.Equal([1, 2], Of<BridgeEnterEvent>(events).Select(enter => enter.BridgeNumChannels));
        var route = Assert.Single(Of<UserEventReceived>(events));
        Assert.Equal(("RouteRequest", "acme", "1795409812.11"), (route.Name, route["tenant"], route.Uniqueid));
        var originated = Assert.Single(Of<OriginateResponseEvent>(events));
        Assert.Equal((true, 4, "cap1"), (originated.IsSuccess, originated.Reason, originated.ActionId));
        Assert.Equal((0, 0, 0), (world.Client.Statistics.Malformed, world.Client.Statistics.Unsolicited, world.Client.Statistics.Lost));
    }

    [Fact]
    public async Task The_login_of_a_user_who_may_read_all_is_followed_by_FullyBooted()
    {
        var wire = Transcripts.Reply("login.ami").Split("\r\n\r\n");
        await using var server = new ScriptedAmiServer(new() { Banner = wire[0].Split("\r\n")[0] + "\r\n", AnswersLogin = false });
        server.On("Challenge", _ => wire[0][(wire[0].IndexOf('\n', StringComparison.Ordinal) + 1)..] + "\r\n\r\n");
        server.On("Login", _ => string.Join("\r\n\r\n", wire[1..]));
        await using var client = new AmiClient(OptionsFor(server), TimeProvider.System);
        using var events = client.SubscribeToAll();
        var running = client.RunAsync(CancellationToken.None);
        Assert.Equal(["FullyBooted", "SuccessfulAuth"], await events.NextNamesAsync(2));
        Assert.True(client.Status.IsFullyBooted);
        Assert.Equal("Asterisk Call Manager/11.0.0", client.Status.Banner);
        await client.DisposeAsync();
        await running;
    }

    [Fact]
    public async Task CoreShowChannels_lists_the_channels()
    {
        var list = await ListAsync(new CoreShowChannelsAction(), "core-show-channels.ami");
        Assert.Equal(["rec-b2", "rec-a", "rec-a2", "rec-b"], list.Items.Select(item => new CoreShowChannelEvent(item).Uniqueid));
        Assert.All(list.Items, item => Assert.Equal((ChannelState.Up, TimeSpan.Zero), (new CoreShowChannelEvent(item).State, new CoreShowChannelEvent(item).Duration)));
        Assert.Equal("4", list.Completion!["ListItems"]);
    }

    [Fact]
    public async Task Status_lists_the_channels_with_the_variables_asked_for()
    {
        var list = await ListAsync(new StatusAction(variables: "PHASE,NONE"), "status.ami");
        Assert.True(list.IsComplete);
        var first = new StatusEvent(list.Items[1]);
        Assert.Equal(("rec-a", "waiting", null), (first.Uniqueid, first.Variable("PHASE"), first.Variable("NONE")));
        Assert.Equal(4, list.Items.Count);
    }

    [Fact]
    public async Task DBGet_is_a_list_of_one() => Assert.Equal("hello", Assert.Single((await ListAsync(new DBGetAction("plan", "k"), "db-get.ami")).Items)["Val"]);

    [Fact]
    public async Task WaitEvent_completes() => Assert.True((await ListAsync(new AmiAction("WaitEvent"), "wait-event.ami")).IsComplete);

    [Fact]
    public async Task A_command_prints_lines()
    {
        var reply = await SendAsync(new CommandAction("core show channels"), "command.ami");
        Assert.Equal(8, reply.Output.Count);
        Assert.Equal("4 active channels", reply.Output[5]);
    }

    [Fact]
    public async Task An_unknown_command_is_an_error_with_output()
    {
        var reply = await SendAsync(new CommandAction("nonsense now"), "command-unknown.ami");
        Assert.False(reply.IsSuccess);
        Assert.StartsWith("No such command", Assert.Single(reply.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Getvar_reads_a_value() => Assert.Equal("waiting", (await SendAsync(new GetvarAction("rec-a", "PHASE"), "getvar.ami"))["Value"]);

    [Fact]
    public async Task ListCommands_shows_what_a_user_with_call_alone_may_do()
    {
        var reply = await SendAsync(new ListCommandsAction(), "list-commands.ami");
        Assert.Equal([true, true, true, true, false, false, false], new[] { "Redirect", "Setvar", "Status", "Hangup", "DBPut", "UserEvent", "Originate" }.Select(name => reply[name] is not null));
    }

    [Theory]
    [InlineData("permission-denied.ami", "Permission denied")]
    [InlineData("error-without-action-id.ami", "Missing action in request")]
    [InlineData("answered-twice.ami", "Incomplete ModuleLoad action.")]
    [InlineData("unknown-action.ami", "Invalid/unknown command: QueueStatus. Use Action: ListCommands to show available commands.")]
    public async Task An_error_is_told_in_the_servers_words(string transcript, string message)
    {
        var reply = await SendAsync(new AmiAction("Any"), transcript);
        Assert.Equal((false, message), (reply.IsSuccess, reply.Message));
    }

    [Fact]
    public async Task The_answer_to_UserEvent_is_its_reply_and_not_the_event_behind_it() =>
        Assert.Equal("Event Sent", (await SendAsync(new UserEventAction("Probe"), "user-event.ami")).Message);

    [Fact]
    public async Task A_failed_Originate_is_queued_first_and_told_by_its_event()
    {
        await using var world = await ConnectedAsync();
        using var outcomes = world.Client.Subscribe<OriginateResponseEvent>();
        world.Server.On("Originate", _ => Transcripts.Reply("originate.ami"));
        var reply = await world.Client.SendAsync(new OriginateAction("Local/none@nowhere", "rec-x", new OriginateTarget.Dialplan("default", "wait")), Deadline);
        Assert.True(reply.IsSuccess);
        var outcome = await outcomes.NextEventAsync();
        Assert.Equal((false, "rec-x", reply.ActionId), (outcome.IsSuccess, outcome.Uniqueid, outcome.ActionId));
    }

    private static IEnumerable<TEvent> Of<TEvent>(IEnumerable<AmiEvent> events) where TEvent : struct, IAmiEvent<TEvent> =>
        events.Where(e => e.Is<TEvent>()).Select(TEvent.From);

    private static async Task<AmiListResponse> ListAsync(AmiAction action, string transcript)
    {
        await using var world = await ConnectedAsync();
        world.Server.On(action.Name, _ => Transcripts.Reply(transcript));
        return await world.Client.SendListAsync(action, Deadline);
    }

    private static async Task<AmiResponse> SendAsync(AmiAction action, string transcript)
    {
        await using var world = await ConnectedAsync();
        world.Server.On(action.Name, _ => Transcripts.Reply(transcript));
        var reply = await world.Client.SendAsync(action, Deadline);
        Assert.True((await world.Client.SendAsync(new PingAction(), Deadline)).IsSuccess);
        return reply;
    }
}
