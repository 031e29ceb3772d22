using System.Text;
using static Hotline117.UnitTests.Asterisk.AmiWorld;

namespace Hotline117.UnitTests.Asterisk;

// What other tests allocate meanwhile would be counted too.
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

[Collection(nameof(Alone))]
public class AllocationTests
{
    [Fact]
    public async Task Events_that_nobody_wants_allocate_nothing()
    {
        await using var world = await ConnectedAsync();
        using var wanted = world.Client.Subscribe("Last");
        var burst = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Event: Newexten\r\nChannel: PJSIP/a-1\r\nUniqueid: 1.1\r\n\r\n", 20_000)) + "Event: Last\r\n\r\n");
        await world.Session.SendRawAsync(burst); // once before, so that all is compiled and all buffers are there
        await wanted.NextEventAsync();

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await world.Session.SendRawAsync(burst);
        await wanted.NextEventAsync();
        var perEvent = (GC.GetTotalAllocatedBytes(precise: true) - before) / 20_000.0;
        Assert.True(perEvent < 5, $"{perEvent} bytes for each event"); // an object alone has 24; the rest is waiting on sockets
    }
}
