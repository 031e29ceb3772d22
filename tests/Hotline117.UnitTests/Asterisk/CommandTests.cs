using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using static Hotline117.UnitTests.Asterisk.AmiWorld;

namespace Hotline117.UnitTests.Asterisk;

public class CommandTests
{
    [Fact]
    public async Task Output_lines_keep_their_indentation_blank_lines_and_colons()
    {
        await using var world = await ConnectedAsync();
        world.Server.On("Command", _ => "Response: Success\nActionID: {id}\nMessage: Command output follows\nOutput: first\nOutput:   Endpoint: a\nOutput: \nOutput: last ");
        Assert.Equal(["first", "  Endpoint: a", "", "last "], await world.Client.SendCommandAsync("pjsip show endpoints", Deadline));
        Assert.Equal("pjsip show endpoints", world.Server.Received.Last()["Command"]);
    }

    [Fact]
    public async Task Output_of_a_failed_command_comes_with_the_error()
    {
        await using var world = await ConnectedAsync();
        world.Server.On("Command", _ => "Response: Error\nActionID: {id}\nMessage: Command output follows\nOutput: No such command 'nonsense'");
        var reply = await world.Client.SendAsync(new CommandAction("nonsense"), Deadline);
        Assert.False(reply.IsSuccess);
        Assert.Equal(["No such command 'nonsense'"], reply.Output);
        var refused = await Assert.ThrowsAsync<AmiErrorException>(() => world.Client.SendCommandAsync("nonsense", Deadline));
        Assert.Equal("Command: No such command 'nonsense'", refused.Message);
    }

    [Fact]
    public async Task Command_output_is_no_list()
    {
        await using var world = await ConnectedAsync();
        world.Server.On("Command", _ => "Response: Success\nActionID: {id}\nMessage: Command output follows\nOutput: x");
        Assert.Empty((await world.Client.SendListAsync(new CommandAction("x"), Deadline)).Items);
    }

    [Fact]
    public async Task Old_servers_end_raw_output_with_a_mark()
    {
        await using var world = await ConnectedAsync();
        var sending = world.Client.SendCommandAsync("core show uptime", Deadline);
        var action = await world.Session.NextActionAsync(Deadline);
        await world.Session.SendRawAsync($"Response: Follows\r\nPrivilege: Command\r\nActionID: {action.ActionId}\r\nSystem uptime: 1 day\n\nEvent: not one\n--END COMMAND--\r\n\r\n");
        Assert.Equal(["System uptime: 1 day", "", "Event: not one"], await sending);
    }

    [Fact]
    public async Task A_forged_Follows_does_not_make_the_client_wait_for_a_mark()
    {
        await using var world = await ConnectedAsync();
        using var events = world.Client.Subscribe("Hangup");
        var sending = world.Client.SendAsync(new CommandAction("x"), Deadline);
        var action = await world.Session.NextActionAsync(Deadline);
        await world.Session.SendAsync("Response: Follows\nActionID: guessed\n\nEvent: Hangup\nUniqueid: 1");
        Assert.Equal("1", (await events.NextEventAsync())["Uniqueid"]);
        await world.Session.ReplyAsync(action, "Success", "Output: y");
        Assert.Equal(["y"], (await sending).Output);
    }
}
