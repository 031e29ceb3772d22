using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Hotline117.IntegrationTests.Sip;

/// <summary>Sound in both directions (RFC 3550): a tone out, and the last second of what came in.</summary>
public sealed class RtpStream : IAsyncDisposable
{
    private const int HeaderLength = 12;
    private const int PacketSamples = 160;
    private readonly UdpClient udp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly Queue<double> heard = new();
    private readonly Task receiving;
    private Task sending = Task.CompletedTask;

    public RtpStream() => receiving = ReceiveAsync();

    public int Port => ((IPEndPoint)udp.Client.LocalEndPoint!).Port;

    /// <summary>The last second; fewer samples while there is less.</summary>
    public IReadOnlyList<double> Heard
    {
        get
        {
            lock (gate)
            {
                return [.. heard];
            }
        }
    }

    public void Play(double hertz, IPEndPoint to) => sending = SendAsync(hertz, to);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        udp.Dispose();
        await Task.WhenAll(sending, receiving);
        stop.Dispose();
    }

    private async Task SendAsync(double hertz, IPEndPoint to)
    {
        var packet = new byte[HeaderLength + PacketSamples];
        packet[0] = 0x80;
        packet[1] = 8;
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(8), Random.Shared.Next());
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            for (var number = 0; await every.WaitForNextTickAsync(stop.Token); number++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)number);
                BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), number * PacketSamples);
                Tone.Samples(hertz, number * PacketSamples, PacketSamples).CopyTo(packet, HeaderLength);
                await udp.SendAsync(packet, to, stop.Token);
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The call is over.
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var packet = (await udp.ReceiveAsync(stop.Token)).Buffer;
                lock (gate)
                {
                    foreach (var sample in packet.AsSpan(Math.Min(HeaderLength, packet.Length)))
                    {
                        heard.Enqueue(Tone.Decode(sample));
                    }

                    while (heard.Count > Tone.SampleRate)
                    {
                        heard.Dequeue();
                    }
                }
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The call is over.
        }
    }
}
