using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.UnitTests.Asterisk;

public class ActionsInFlightTests
{
    private readonly ActionsInFlight _actions = new(new() { Host = "h", User = "u", Secret = "s" });

    [Fact]
    public async Task When_a_connection_ends_what_was_sent_is_in_doubt_and_what_was_not_is_said_to_be_unsent()
    {
        var sent = _actions.Add(new PingAction(), isList: false);
        Assert.True(_actions.TryMarkSent(sent));
        var unsent = _actions.Add(new PingAction(), isList: false);
        _actions.Close(new AmiDisconnectedException("lost"));
        await Assert.ThrowsAsync<AmiDisconnectedException>(() => sent.Reply);
        await Assert.ThrowsAsync<AmiNotConnectedException>(() => unsent.Reply);
        Assert.False(_actions.TryMarkSent(unsent));
    }

    [Fact]
    public void Nothing_more_is_taken_for_a_connection_that_is_over()
    {
        _actions.Close(new AmiDisconnectedException("lost"));
        Assert.Contains("Ping was not sent: lost", Assert.Throws<AmiNotConnectedException>(() => _actions.Add(new PingAction(), isList: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_given_up_before_its_turn_is_never_written()
    {
        var pending = _actions.Add(new PingAction(), isList: false);
        _actions.Abandon(pending);
        Assert.False(_actions.TryMarkSent(pending));
    }
}
