using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hotline117.IntegrationTests.Sip;

/// <summary>Sound in both directions (RFC 3550): a tone out, and the last second of what came in.</summary>
public sealed class RtpStream : IAsyncDisposable
{
    private const int HeaderLength = 12;
    private const int PacketSamples = 160;
    private const double Loud = 50;
    public const int KeyPayload = 101;
    private readonly UdpClient udp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly Queue<double> heard = new();
    private long lastSound = Stopwatch.GetTimestamp();
    private TimeSpan longestSilence;
    private int presses;
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

    /// <summary>The longest time so far in which nothing was to be heard, the present one included.</summary>
    public TimeSpan LongestSilence
    {
        get
        {
            lock (gate)
            {
                return Longer(longestSilence, Stopwatch.GetElapsedTime(lastSound));
            }
        }
    }

    public void Play(double hertz, IPEndPoint to) => sending = SendAsync(hertz, to);

    /// <summary>Presses a key, 0 to 9, for a tenth of a second (RFC 4733, 2.5): five updates of its length, the last of them, its end, three times.</summary>
    public async Task PressAsync(int key, IPEndPoint to)
    {
        var packet = new byte[HeaderLength + 4];
        (packet[0], packet[HeaderLength]) = (0x80, (byte)key);
        // Of two keys at the same time the second would be taken for the first, sent again.
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), ++presses * Tone.SampleRate);
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(8), Random.Shared.Next());
        for (var number = 1; number <= 7; number++)
        {
            packet[1] = (byte)(KeyPayload | (number == 1 ? 0x80 : 0));
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)number);
            packet[HeaderLength + 1] = (byte)(number >= 5 ? 0x8A : 0x0A);
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(HeaderLength + 2), (ushort)(Math.Min(number, 5) * PacketSamples));
            await udp.SendAsync(packet, to, stop.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(20), stop.Token);
        }
    }

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
                double[] samples = [.. packet.Skip(HeaderLength).Select(Tone.Decode)];
                lock (gate)
                {
                    if (Tone.Loudness(samples) > Loud)
                    {
                        longestSilence = Longer(longestSilence, Stopwatch.GetElapsedTime(lastSound));
                        lastSound = Stopwatch.GetTimestamp();
                    }

                    foreach (var sample in samples)
                    {
                        heard.Enqueue(sample);
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

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
