using System.Text;
using CsCheck;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.UnitTests.Asterisk;

public class FramingTests
{
    private const int MaxSize = 4_096;

    [Theory]
    [InlineData("Event: A\r\nX: 1\r\n\r\n")]
    [InlineData("Event: A\nX: 1\n\n")]
    [InlineData("Event: A\nX: 1\n\r\n\r\n")]
    [InlineData("\r\n\r\n\nEvent: A\r\nX: 1\n\n\r\n")]
    public void A_message_ends_at_a_blank_line_whatever_the_line_ends(string wire)
    {
        var message = Assert.Single(Cut(wire));
        Assert.Equal("Event: A\nX: 1\n", message.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void A_carriage_return_inside_a_value_ends_nothing() =>
        Assert.Equal(["Event: A\r\nX: a\r\rb\r\n"], Cut("Event: A\r\nX: a\r\rb\r\n\r\n"));

    [Fact]
    public void An_event_split_over_two_reads_is_one_event() =>
        Assert.Equal(["Event: A\r\nX: 1\r\n"], Cut("Event: A\r\nX", ": 1\r\n\r", "\n"));

    [Fact]
    public void An_unfinished_message_is_not_handed_out()
    {
        var framer = NewFramer();
        Assert.Empty(Cut(framer, Encoding.UTF8.GetBytes("Event: A\r\nX: 1\r\n")));
        Assert.Equal(16, framer.Unfinished);
    }

    [Fact]
    public void Any_split_of_any_stream_gives_the_same_messages() =>
        Gen.Select(GenStream, Gen.Int[1, 9].Array[1, 60]).Sample((stream, steps) =>
        {
            var bytes = Encoding.UTF8.GetBytes(stream);
            Assert.Equal(Cut(NewFramer(), bytes), Cut(NewFramer(), Split(bytes, steps)));
        });

    [Fact]
    public void The_transcript_of_a_real_call_reads_the_same_at_any_split()
    {
        var bytes = Transcripts.QueueCall();
        var whole = Cut(NewFramer(), bytes);
        Assert.Equal(104, whole.Count);
        Gen.Int[1, 700].Array[1, 40].Sample(steps => Assert.Equal(whole, Cut(NewFramer(), Split(bytes, steps))), iter: 50);
    }

    [Fact]
    public void The_end_of_a_message_is_found_where_plain_search_finds_it() =>
        Gen.Char["\r\n:a"].Array[0, 200].Sample(characters =>
        {
            var text = new string(characters);
            var candidates = new[] { text.IndexOf("\n\n", StringComparison.Ordinal), text.IndexOf("\n\r\n", StringComparison.Ordinal) }.Where(i => i >= 0);
            var expected = candidates.Any() ? candidates.Min() + 1 : -1;
            Assert.Equal(expected, BlankLine.TryFind(Encoding.ASCII.GetBytes(text), 0, out var contentEnd, out _) ? contentEnd : -1);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void A_message_beyond_the_bound_is_refused_and_the_next_one_is_read(int readSize)
    {
        var wire = "Event: A\r\n\r\n" + "Event: Big\r\nX: " + new string('x', 20_000) + "\r\n\r\n" + "Event: B\r\n\r\n";
        var cut = Cut(NewFramer(), Split(Encoding.UTF8.GetBytes(wire), [readSize]));
        Assert.Equal(["Event: A\r\n", "oversized", "Event: B\r\n"], cut.Select(m => m.StartsWith("oversized: Event: Big", StringComparison.Ordinal) ? "oversized" : m));
    }

    [Fact]
    public void A_message_as_large_as_the_bound_passes()
    {
        var message = "Event: A\r\nX: " + new string('x', MaxSize - 15) + "\r\n";
        Assert.Equal(MaxSize, message.Length);
        Assert.Equal([message], Cut(message + "\r\n"));
        Assert.StartsWith("oversized", Assert.Single(Cut("Event: A\r\nX: " + new string('x', MaxSize - 14) + "\r\n\r\n")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void Raw_output_of_an_awaited_command_goes_over_blank_lines_to_its_end_mark(int readSize)
    {
        const string Reply = "Response: Follows\r\nPrivilege: Command\r\nActionID: x\r\nfirst\n\nEvent: not one\nlast\n--END COMMAND--\r\n";
        var framer = new MessageFramer(MaxSize, _ => true);
        Assert.Equal([Reply, "Event: A\r\n"], Cut(framer, Split(Encoding.UTF8.GetBytes(Reply + "\r\nEvent: A\r\n\r\n"), [readSize])));
    }

    [Fact]
    public void Raw_output_that_no_command_awaits_does_not_swallow_events() =>
        Assert.Equal(["Response: Follows\r\n", "Event: A\r\n"], Cut("Response: Follows\r\n\r\nEvent: A\r\n\r\n"));

    // Messages of odd lines, line ends of both kinds, letters of two and three bytes.
    private static readonly Gen<string> GenLine = Gen.OneOf(
        Gen.Select(Gen.String["Aa-:"], Gen.String["xyжң… :"], (name, value) => $"{name}: {value}"),
        Gen.Const("no colon"), Gen.Const("Empty: "), Gen.Const("Event: UserEvent"), Gen.Const("Response: Success"));

    private static readonly Gen<string> GenStream = Gen.Select(GenLine, OneOf("\r\n", "\n"), OneOf("", "", "\r\n", "\n", "\n\r\n\r\n"))
        .Select((line, end, blank) => line + end + blank).Array[0, 80].Select(string.Concat);

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static MessageFramer NewFramer() => new(MaxSize, _ => false);

    private static List<string> Cut(params string[] reads) => Cut(NewFramer(), [.. reads.Select(Encoding.UTF8.GetBytes)]);

    private static List<string> Cut(MessageFramer framer, params byte[][] reads)
    {
        var messages = new List<string>();
        foreach (var read in reads)
        {
            var buffer = read.ToArray();
            framer.Feed(buffer);
            while (framer.TryRead(out var message) is not Frame.None and var frame)
                messages.Add((frame == Frame.Oversized ? "oversized: " : "") + Encoding.UTF8.GetString(message));
            Array.Clear(buffer); // as a buffer that is used again
        }
        return messages;
    }

    private static byte[][] Split(byte[] bytes, int[] steps)
    {
        var parts = new List<byte[]>();
        for (int at = 0, i = 0; at < bytes.Length; at += parts[^1].Length, i++)
            parts.Add(bytes[at..Math.Min(bytes.Length, at + steps[i % steps.Length])]);
        return [.. parts];
    }
}
