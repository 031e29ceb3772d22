using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Reconciliation;

namespace Hotline117.UnitTests.Reporting;

public sealed class ReconcilerTests
{
    // A call that rang one busy line and talked with another, as cdr_custom.conf writes it.
    private const string Rows = """
        "sw-7.90","sw-7.89","2026-11-27 02:15:01","","2026-11-27 02:15:01",0,0,"FAILED",""
        "sw-7.89","sw-7.89","2026-11-27 02:15:01","2026-11-27 02:15:01","2026-11-27 02:15:02",0,0,"BUSY",""
        "sw-7.89","sw-7.89","2026-11-27 02:15:02","2026-11-27 02:15:02","2026-11-27 02:16:03",61,61,"ANSWERED","osh-1:ANSWER:1000:62004"

        """;

    [Fact]
    public void Of_a_calls_rows_the_one_that_tells_its_end_is_read()
    {
        var call = Assert.Single(SwitchList.Read(Rows).Calls).Value;

        Assert.Equal(("sw-7.89", "osh-1", TimeSpan.FromMilliseconds(61_004), true), (call.CallId, call.Line, call.Talked, call.IsAnswered));
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 2, 15, 2, TimeSpan.Zero), call.From);
    }

    [Theory]
    [InlineData("\"sw-7.90\",\"sw-7.89\"\n", "Line 1 has 2 columns; cdr_custom.conf of this version writes 9.")]
    [InlineData("a,b,yesterday,,2026-11-27 02:15:01,0,0,ANSWERED,osh-1:ANSWER:1:2\n", "Line 1 is none that cdr_custom.conf of this version writes: its times or its last column can't be read.")]
    [InlineData("a,b,2026-11-27 02:15:01,,2026-11-27 02:15:01,0,0,ANSWERED,osh-1\n", "Line 1 is none that cdr_custom.conf of this version writes: its times or its last column can't be read.")]
    public void What_is_no_such_list_is_refused_with_the_line(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => SwitchList.Read(text)).Message);

    [Fact]
    public void A_row_that_a_full_disk_has_torn_is_told_and_costs_neither_the_one_behind_it_nor_any_other()
    {
        var rows = Rows.Split('\n');
        var torn = string.Concat(rows.Select(row => $"{row.Replace("sw-7.", "sw-8.", StringComparison.Ordinal)}\n{row[..(row.Length / 3)]}")) + string.Join('\n', rows);

        var list = SwitchList.Read(torn);

        Assert.Equal(["sw-7.89", "sw-8.89"], list.Calls.Keys.Order());
        Assert.Equal(3, list.UnreadableRows);
    }

    [Fact]
    public void Wherever_a_row_is_torn_the_one_behind_it_is_read_as_it_was_written()
    {
        const string Torn = """"sw-8.90","sw-8.89","2026-11-27 02:15:01","","2026-11-27 02:15:01",0,0,"NO ANSWER","osh-1:ANSWER:1000:62004"""";
        var whole = SwitchList.Read(Rows).Calls;

        Assert.All(Enumerable.Range(1, Torn.Length - 1), length =>
        {
            var list = SwitchList.Read(Torn[..length] + Rows);

            Assert.Equal(whole, list.Calls);
            Assert.Equal(1, list.UnreadableRows);
        });
    }

    [Theory]
    [InlineData("osh-1:ANSWER:1000:61000", "osh-1", Disposition.Answered, 58.5, null)]
    [InlineData("osh-1:ANSWER:1000:61000", "osh-1", Disposition.Answered, 50, CallDifferenceKind.TalkTime)]
    [InlineData("osh-1:ANSWER:61000:1000", "osh-1", Disposition.Answered, 5, null)]
    [InlineData("osh-1:ANSWER:1000:61000", "talas-1", Disposition.Answered, 60, CallDifferenceKind.Line)]
    [InlineData("osh-1:ANSWER:1000:61000", null, Disposition.Abandoned, 0, CallDifferenceKind.Outcome)]
    [InlineData("osh-1:ANSWER:1000:61000", "osh-1", Disposition.Indeterminate, 0, CallDifferenceKind.Outcome)]
    [InlineData("osh-1:ANSWER:1000:61000", "osh-1", null, 0, CallDifferenceKind.NotEnded)]
    [InlineData("osh-1:ANSWER::61000", null, Disposition.Abandoned, 0, null)]
    [InlineData("osh-1:CANCEL::61000", null, Disposition.Abandoned, 0, null)]
    [InlineData("osh-1:NOANSWER::61000", null, Disposition.Abandoned, 0, null)]
    [InlineData(":::61000", null, Disposition.Abandoned, 0, null)]
    [InlineData("!:ANSWER:1000:61000", null, Disposition.Overflowed, 60, null)]
    [InlineData("!:CANCEL::61000", null, Disposition.Overflowed, 0, null)]
    [InlineData("!:NOANSWER::61000", null, Disposition.Abandoned, 0, null)]
    [InlineData("!:ANSWER:1000:61000", "osh-1", Disposition.Answered, 60, CallDifferenceKind.Outcome)]
    public void A_call_differs_where_the_two_tell_another_story(string told, string? line, Disposition? disposition, double talked, CallDifferenceKind? kind)
    {
        var onSwitch = SwitchList.Read($"sw-7.89,sw-7.89,2026-11-27 02:15:01,,2026-11-27 02:16:01,60,60,ANSWERED,{told}\n").Calls;
        var counted = new CountedCall("sw-7.89", line, disposition, TimeSpan.FromSeconds(talked));

        var differences = Reconciler.Differences(onSwitch, new Dictionary<string, CountedCall> { ["sw-7.89"] = counted });

        Assert.Equal(kind, differences.SingleOrDefault()?.Kind);
    }

    [Fact]
    public void A_call_that_only_one_of_the_two_knows_differs_but_for_one_whose_end_nobody_saw_or_that_goes_on()
    {
        var counted = new Dictionary<string, CountedCall>
        {
            ["sw-7.100"] = new("sw-7.100", "osh-1", Disposition.Answered, TimeSpan.Zero),
            ["sw-7.101"] = new("sw-7.101", null, Disposition.Indeterminate, TimeSpan.Zero),
            ["sw-7.102"] = new("sw-7.102", null, null, TimeSpan.Zero),
        };

        var differences = Reconciler.Differences(SwitchList.Read(Rows).Calls, counted);

        Assert.Equal(
            [("sw-7.89", CallDifferenceKind.NotCounted), ("sw-7.100", CallDifferenceKind.NotOnSwitch)],
            differences.Select(call => (call.CallId, call.Kind)));
    }
}
