using System.Buffers;
using System.Text;
using CsCheck;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.UnitTests.Asterisk;

public class ActionTests
{
    [Theory]
    [InlineData("a\rb", "CR at character 1")]
    [InlineData("a\nb", "LF at character 1")]
    [InlineData("ab\0", "NUL at character 2")]
    [InlineData("x\r\n\r\nAction: Command\r\nCommand: core stop now", "CR at character 1")]
    public void A_value_with_a_line_break_or_NUL_is_refused_by_name(string value, string fault)
    {
        var refused = Assert.Throws<ArgumentException>(() => new AmiAction("Setvar").With("Value", value));
        Assert.Contains("value of Value", refused.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("a\r\nb")]
    [InlineData("имя")]
    public void A_header_name_that_would_shift_its_value_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new AmiAction("Setvar").With(name, "x"));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Ping\r\nAction: Command")]
    public void An_action_name_that_is_none_is_refused(string name) => Assert.Throws<ArgumentException>(() => new AmiAction(name));

    [Theory]
    [InlineData("Action")]
    [InlineData("actionid")]
    public void Headers_that_the_client_writes_itself_are_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new AmiAction("Ping").With(name, "x"));

    [Fact]
    public void A_line_holds_1022_bytes_and_not_one_more()
    {
        Assert.NotNull(new AmiAction("Setvar").With("Value", new string('x', 1022 - "Value: ".Length)));
        var refused = Assert.Throws<ArgumentException>(() => new AmiAction("Setvar").With("Value", new string('ң', 508)));
        Assert.Contains("1023 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_action_holds_128_lines_with_its_name_and_ActionID_and_not_one_more()
    {
        var full = Enumerable.Range(0, 126).Aggregate(new AmiAction("UserEvent"), (action, n) => action.With($"H{n}", "x"));
        Assert.Equal(128 + 1, Sent(full).Split("\r\n").Length - 1);
        Assert.Throws<ArgumentException>(() => full.With("H126", "x"));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => new AmiAction("Setvar").With("Value", "\ud83d")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_refusal_does_not_repeat_the_value() =>
        Assert.DoesNotContain("996700", Assert.Throws<ArgumentException>(() => new AmiAction("Setvar").With("Value", "996700123456\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void With_leaves_the_action_as_it_was()
    {
        var first = new AmiAction("UserEvent");
        var second = first.With("A", "1");
        Assert.Empty(first.Headers);
        Assert.Single(second.Headers);
    }

    [Fact]
    public void Any_action_is_refused_or_arrives_as_exactly_one_message_with_exactly_its_headers() =>
        Gen.Select(GenText, GenHeader.Array[0, 130]).Sample((name, headers) =>
        {
            AmiAction action;
            try
            {
                action = headers.Aggregate(new AmiAction(name), (made, header) => made.With(header.Name, header.Value));
            }
            catch (ArgumentException)
            {
                return;
            }
            var messages = Messages(Sent(action));
            var expected = new[] { KeyValuePair.Create("Action", name), KeyValuePair.Create("ActionID", "id") }
                .Concat(headers.Select(header => KeyValuePair.Create(header.Name, header.Value)));
            Assert.Equal(expected, HeaderScan.All(Assert.Single(messages)));
        });

    [Fact]
    public void Redirect_names_the_channel_and_the_place()
        => Assert.Equal("Action: Redirect\r\nActionID: id\r\nChannel: 1795409812.10\r\nContext: lines\r\nExten: l-7\r\nPriority: 1\r\n\r\n",
            Sent(new RedirectAction("1795409812.10", "lines", "l-7")));

    [Fact]
    public void Setvar_without_a_channel_is_global() =>
        Assert.Equal("Action: Setvar\r\nActionID: id\r\nVariable: A\r\nValue: \r\n\r\n", Sent(new SetvarAction(null, "A", "")));

    [Fact]
    public void Originate_is_always_asynchronous_and_escapes_what_would_split_a_variable()
    {
        var sent = Sent(new OriginateAction("PJSIP/line-7", "call-1", new OriginateTarget.Dialplan("lines", "s"), TimeSpan.FromSeconds(20),
            variables: [new("A", "1,B=2"), new("C", "(\"\\")]));
        Assert.Contains("Async: true\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("ChannelId: call-1\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("Timeout: 20000\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("Variable: A=1\\,B=2\r\nVariable: C=\\(\\\"\\\\\r\n", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A=B")]
    public void A_variable_name_that_would_shift_its_value_is_refused(string name) => Assert.Throws<ArgumentException>(() =>
        new OriginateAction("Local/1@x", "c", new OriginateTarget.Dialplan("x", "1"), variables: [new(name, "v")]));

    [Fact]
    public void An_action_prints_no_values() => Assert.Equal("Action: Setvar", new SetvarAction(null, "A", "996700123456").ToString());

    private static readonly Gen<string> GenText = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 12], Gen.String["ab:, \r\n\0"], Gen.String[Gen.Char, 0, 40], Gen.String[Gen.Char["жңү€😀"], 0, 300]);

    private static readonly Gen<(string Name, string Value)> GenHeader = Gen.Select(Gen.Frequency(
        (9, Gen.String[Gen.Char.AlphaNumeric, 1, 12]), (1, GenText)), Gen.Frequency((9, Gen.String[Gen.Char["abж :,\\"], 0, 30]), (1, GenText)));

    private static string Sent(AmiAction action)
    {
        var wire = new ArrayBufferWriter<byte>();
        action.WriteTo(wire, "id");
        return Encoding.UTF8.GetString(wire.WrittenSpan);
    }

    private static List<byte[]> Messages(string wire)
    {
        var framer = new MessageFramer(1 << 20, _ => false);
        var messages = new List<byte[]>();
        framer.Feed(Encoding.UTF8.GetBytes(wire));
        while (framer.TryRead(out var message) == Frame.Message)
            messages.Add(message.ToArray());
        return messages;
    }
}
