using System.Globalization;
using System.Text;
using Hotline117.Asterisk.Events;

namespace Hotline117.UnitTests.Asterisk;

public class EventTests
{
    [Fact]
    public void Headers_are_found_in_any_case_and_the_first_of_several_wins()
    {
        var e = Event("Event: X\r\nvariable: A=1\r\nVARIABLE: B=2\r\nVariable: C=3\r\n");
        Assert.Equal("A=1", e["Variable"]);
        Assert.Equal(["A=1", "B=2", "C=3"], e.All("Variable"));
        Assert.Equal(["Event", "variable", "VARIABLE", "Variable"], e.Headers.Select(header => header.Key));
    }

    [Theory]
    [InlineData("X: a", "a")]
    [InlineData("X:a", "a")]
    [InlineData("X:   a", "  a")]
    [InlineData("X: a  ", "a  ")]
    [InlineData("X: a: b", "a: b")]
    [InlineData("X: ", "")]
    [InlineData("X:", "")]
    [InlineData("XY: b", null)]
    [InlineData("X", null)]
    [InlineData(" X: a", null)]
    public void A_value_is_what_follows_the_colon_and_one_space(string line, string? value) => Assert.Equal(value, Event($"Event: E\r\n{line}\r\n")["X"]);

    [Fact]
    public void Lines_do_not_fold_and_lines_without_a_colon_are_passed_over()
    {
        var e = Event("Event: E\r\nX: a\r\n b\r\nno colon\r\nY: c\r\n");
        Assert.Equal(("a", "c"), (e["X"], e["Y"]));
        Assert.Equal(3, e.Headers.Count());
    }

    [Fact]
    public void A_header_that_is_not_there_is_null_and_a_name_that_no_line_could_hold_too()
    {
        Assert.Null(Event("Event: E\r\n")["X"]);
        Assert.Null(Event("Event: E\r\n")[new string('x', 5_000)]);
    }

    [Theory]
    [InlineData("Timestamp: 1767225600.250001\r\n", "2026-01-01T00:00:00.2500010Z")]
    [InlineData("Timestamp: 1767225600\r\n", "2026-01-01T00:00:00.0000000Z")]
    [InlineData("", null)]
    [InlineData("Timestamp: \r\n", null)]
    [InlineData("Timestamp: yesterday\r\n", null)]
    [InlineData("Timestamp: 5 s\r\n", null)]
    [InlineData("Timestamp: -1\r\n", null)]
    [InlineData("Timestamp: 9999999999999\r\n", null)]
    public void When_an_event_happened_is_told_where_the_server_says_so(string header, string? at) =>
        Assert.Equal(at, Event($"Event: E\r\nPrivilege: call,all\r\n{header}").At?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    [Fact]
    public void A_user_event_keeps_its_senders_headers_apart_from_the_servers()
    {
        var e = new UserEventReceived(Event("Event: UserEvent\r\nPrivilege: user,all\r\nChannel: PJSIP/a-1\r\nUniqueid: 1.1\r\nLinkedid: 1.0\r\nUserEvent: HotlineCall\r\nUniqueid: forged\r\nRegion: chui\r\nregion: osh\r\nNote: \r\n"));
        Assert.Equal(("HotlineCall", "PJSIP/a-1", "1.1", "1.0"), (e.Name, e.Channel, e.Uniqueid, e.Linkedid));
        Assert.Equal(("chui", "forged", ""), (e["REGION"], e["Uniqueid"], e["Note"]));
        Assert.Null(e["Channel"]);
        Assert.Equal(4, e.Headers.Count);
    }

    [Fact]
    public void A_user_event_of_a_manager_has_no_channel_whatever_its_sender_writes()
    {
        var e = new UserEventReceived(Event("Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: X\r\nUniqueid: forged\r\n"));
        Assert.Equal(("", "forged"), (e.Uniqueid, e["Uniqueid"]));
    }

    [Fact]
    public void A_typed_view_is_given_only_of_events_with_its_name()
    {
        var e = Event("Event: Hangup\r\nCause: x\r\n");
        Assert.True(e.Is<HangupEvent>(out var hangup));
        Assert.Null(hangup.Cause);
        Assert.Equal("", hangup.Uniqueid);
        Assert.False(e.Is<DialEndEvent>(out _));
    }

    [Fact]
    public void A_status_event_gives_the_variables_that_were_asked_for()
    {
        var e = new StatusEvent(Event("Event: Status\r\nUniqueid: 1.1\r\nChannelState: 6\r\nSeconds: 9\r\nVariable: PHASE=\r\nVariable: CALL=a=b\r\n"));
        Assert.Equal((ChannelState.Up, TimeSpan.FromSeconds(9)), (e.State, e.Age));
        Assert.Equal(("", "a=b"), (e.Variable("PHASE"), e.Variable("CALL")));
        Assert.Null(e.Variable("OTHER"));
    }

    [Fact]
    public void An_event_prints_no_values() => Assert.Equal("Event: Newchannel", Event("Event: Newchannel\r\nCallerIDNum: 996700123456\r\n").ToString());

    private static AmiEvent Event(string wire) => new(wire.Split("\r\n")[0]["Event: ".Length..], Encoding.UTF8.GetBytes(wire));
}
