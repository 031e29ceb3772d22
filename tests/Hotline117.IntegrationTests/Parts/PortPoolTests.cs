using System.Net;
using System.Net.Sockets;
using Hotline117.AppHost.Machine;

namespace Hotline117.IntegrationTests.Parts;

public sealed class PortPoolTests
{
    [Fact]
    public void Ports_are_free_distinct_and_below_those_that_the_kernel_gives_to_clients()
    {
        using var one = new PortPool();
        using var two = new PortPool();
        var taken = Enumerable.Range(0, 50).SelectMany(_ => new[] { one.Take(), two.Take() }).ToList();

        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.All(taken, port => Assert.InRange(port, 20_002, 32_767));
        foreach (var port in taken)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
    }

    [Fact]
    public void A_lock_has_one_holder_and_ends_with_it()
    {
        var file = Path.GetTempFileName();
        using (FileLock.TryTake(file))
        {
            Assert.Null(FileLock.TryTake(file));
        }

        using var again = FileLock.TryTake(file);
        Assert.NotNull(again);
    }
}
