using System.Globalization;
using System.Text;
using CsCheck;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Events;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.UnitTests.Asterisk;

public class EventQueueTests
{
    private enum Step { Add, AddMore, Take, Connect }

    [Fact]
    public void Whatever_the_subscriber_does_events_keep_their_order_and_every_hole_is_told_in_its_place() =>
        Gen.Select(Gen.Int[1, 5], Gen.Enum<Step>().Array[0, 60]).Sample((capacity, steps) =>
        {
            var queue = new EventQueue(capacity, 1 << 20, TimeProvider.System);
            var (added, connections) = (0, 0);
            var read = new List<AmiDelivery<AmiEvent>>();
            foreach (var step in steps.Append(Step.Take))
            {
                for (var n = 0; n < (step == Step.AddMore ? 4 : step == Step.Add ? 1 : 0); n++)
                    queue.Add(Event(added++));
                if (step == Step.Connect && ++connections > 0)
                    queue.AddNewConnection();
                while (step == Step.Take && queue.TryTake(out var next))
                    read.Add(next);
                Assert.InRange(queue.Count, 0, capacity + 2); // a gap of each kind may wait besides
            }

            var expected = 0L;
            foreach (var delivery in read)
            {
                if (delivery.Gap is { } gap)
                    expected += gap.Lost;
                else
                    Assert.Equal(expected++, NumberOf(delivery.Event));
            }
            Assert.Equal(added, expected);
            Assert.Equal(connections > 0, read.Any(delivery => delivery.Gap?.Reason == AmiGapReason.NewConnection));
        }, iter: 2_000);

    [Fact]
    public async Task A_reader_and_a_writer_side_by_side_lose_nothing_that_is_not_told()
    {
        const int Total = 200_000;
        var queue = new EventQueue(1_000, 1 << 30, TimeProvider.System);
        var writing = Task.Run(() =>
        {
            for (var n = 0; n < Total; n++)
            {
                queue.Add(Event(n));
                if (n % 50 == 0)
                    queue.WakeUp();
            }
            queue.WakeUp();
            queue.Complete();
        }, TestContext.Current.CancellationToken);
        var expected = 0L;
        while (await queue.WaitToReadAsync(AmiWorld.Deadline))
        {
            while (queue.TryTake(out var delivery))
            {
                if (delivery.Gap is { } gap)
                    expected += gap.Lost;
                else
                    Assert.Equal(expected++, NumberOf(delivery.Event));
            }
        }
        await writing;
        Assert.Equal(Total, expected);
    }

    private static AmiEvent Event(int number) => new("E", Encoding.ASCII.GetBytes($"Event: E\r\nN: {number}\r\n"));

    private static long NumberOf(AmiEvent e) => long.Parse(e["N"]!, CultureInfo.InvariantCulture);
}
