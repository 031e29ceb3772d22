using System.Text;
using static Hotline117.UnitTests.Asterisk.AmiWorld;

namespace Hotline117.UnitTests.Asterisk;

// What other tests allocate meanwhile would be counted too.
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

[Collection(nameof(Alone))]
public class AllocationTests
{
    private const int EventsInABurst = 20_000;
    private const int Bursts = 6;

    [Fact]
    public async Task Events_that_nobody_wants_allocate_nothing()
    {
        await using var world = await ConnectedAsync();
        using var wanted = world.Client.Subscribe("Last");
        var burst = Encoding.ASCII.GetBytes(
            string.Concat(Enumerable.Repeat("Event: Newexten\r\nChannel: PJSIP/a-1\r\nUniqueid: 1.1\r\n\r\n", EventsInABurst)) + "Event: Last\r\n\r\n");
        var least = double.MaxValue;
        // What an event allocates, each burst does. What waiting on sockets allocates depends on how busy the machine is; and the first burst compiles.
        for (var sent = 0; sent < Bursts; sent++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await world.Session.SendRawAsync(burst);
            await wanted.NextEventAsync();
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)EventsInABurst);
        }

        Assert.True(least < 5, $"{least} bytes for each event"); // an object alone has 24
    }
}
