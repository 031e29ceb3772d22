using System.Net;
using System.Net.Sockets;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>A port of this machine that leads to another, from now on.</summary>
public sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly int target;
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;

    public TcpRelay(int port, int target)
    {
        this.target = target;
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            _ = RelayAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
    }

    private async Task RelayAsync(TcpClient from)
    {
        using (from)
        using (var to = new TcpClient())
        {
            await to.ConnectAsync(IPAddress.Loopback, target, stop.Token);
            await Task.WhenAny(
                from.GetStream().CopyToAsync(to.GetStream(), stop.Token),
                to.GetStream().CopyToAsync(from.GetStream(), stop.Token));
        }
    }
}
