using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotline117.IntegrationTests.Sip;

/// <summary>SIP over UDP on the loopback address. Text is Latin-1, a character a byte, so that any bytes can be sent.</summary>
public sealed class SipSocket : IAsyncDisposable
{
    private readonly UdpClient udp;
    private readonly Func<SipMessage, IPEndPoint, Task> received;
    private readonly Task receiving;

    /// <param name="received">Called for one message after the other.</param>
    /// <param name="address">Null: 127.0.0.1.</param>
    public SipSocket(Func<SipMessage, IPEndPoint, Task> received, IPAddress? address = null)
    {
        udp = new UdpClient(new IPEndPoint(address ?? IPAddress.Loopback, 0));
        this.received = received;
        udp.Client.ReceiveBufferSize = 1 << 20;
        receiving = ReceiveAsync();
    }

    public int Port => Local.Port;

    /// <summary>Where it listens.</summary>
    public IPEndPoint Local => (IPEndPoint)udp.Client.LocalEndPoint!;

    /// <summary>A new Via header; its branch names a transaction (RFC 3261, section 8.1.1.7).</summary>
    public (string, string) NewVia() => ("Via", $"SIP/2.0/UDP {Local};branch=z9hG4bK{Guid.NewGuid():N}");

    public async Task SendAsync(SipMessage message, IPEndPoint to) => await udp.SendAsync(Encoding.Latin1.GetBytes(message.ToString()), to);

    public async ValueTask DisposeAsync()
    {
        udp.Dispose();
        await receiving;
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var datagram = await udp.ReceiveAsync();
                if (datagram.Buffer.Length > 4)
                {
                    await received(SipMessage.Parse(datagram.Buffer), datagram.RemoteEndPoint);
                }
            }
        }
        catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
        {
            // Disposed of.
        }
    }
}
