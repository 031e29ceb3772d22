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
    private const int MostAtOnce = 10;
    private const double Loud = 50;
    private const int SoundPayload = 8;
    public const int KeyPayload = 101;
    private readonly UdpClient udp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly Queue<double> heard = new();
    private long lastSound = Stopwatch.GetTimestamp();
    private TimeSpan longestSilence;
    // One source for sound and keys: a switch takes a change of it for a new stream, and a key's last packets for another key.
    private readonly int source = Random.Shared.Next();
    private readonly long began = Stopwatch.GetTimestamp();
    private int packets;
    private volatile bool pressing;
    private readonly Task receiving;
    private Task sending = Task.CompletedTask;

    /// <summary>The port that sound comes from; null: any.</summary>
    private int? speaker;

    public RtpStream() => receiving = ReceiveAsync();

    /// <summary>Nothing else is heard: not what is still sent to whoever had this port before.</summary>
    public void ListenTo(IPEndPoint sender) => speaker = sender.Port;

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

    /// <summary>Each of these tones is a part of what is heard.</summary>
    public bool HasAll(params IReadOnlyList<double> tones) => Heard is var sound && tones.All(tone => Tone.Share(sound, tone) > 0.25);

    /// <summary>What was heard until now counts for nothing.</summary>
    public void Forget()
    {
        lock (gate)
        {
            heard.Clear();
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

    /// <summary>For so long nothing has been heard.</summary>
    public TimeSpan Silence
    {
        get
        {
            lock (gate)
            {
                return Stopwatch.GetElapsedTime(lastSound);
            }
        }
    }

    public void Play(double hertz, IPEndPoint to) => sending = SendAsync(hertz, to);

    /// <summary>Presses a key, 0 to 9, for a tenth of a second (RFC 4733, 2.5): five updates of its length, the last of them, its end, three times.</summary>
    public async Task PressAsync(int key, IPEndPoint to)
    {
        var (packet, at) = (new byte[HeaderLength + 4], Now);
        packet[HeaderLength] = (byte)key;
        pressing = true;
        try
        {
            for (var number = 1; number <= 7; number++)
            {
                packet[HeaderLength + 1] = (byte)(number >= 5 ? 0x8A : 0x0A);
                BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(HeaderLength + 2), (ushort)(Math.Min(number, 5) * PacketSamples));
                await SendAsync(packet, KeyPayload | (number == 1 ? 0x80 : 0), at, to);
                await Task.Delay(TimeSpan.FromMilliseconds(20), stop.Token);
            }
        }
        finally
        {
            pressing = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
        {
            return;
        }

        await stop.CancelAsync();
        udp.Dispose();
        await Task.WhenAll(sending, receiving);
        stop.Dispose();
    }

    private async Task SendAsync(double hertz, IPEndPoint to)
    {
        var packet = new byte[HeaderLength + PacketSamples];
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            var (number, began) = (0, Now);
            while (await every.WaitForNextTickAsync(stop.Token))
            {
                // Ticks that a busy machine left out are made up for: a stream that falls behind its clock has gaps for the switch.
                var due = (Now - began) / PacketSamples;
                for (number = Math.Max(number, due - MostAtOnce); number < due; number++)
                {
                    if (!pressing)
                    {
                        Tone.Samples(hertz, number * PacketSamples, PacketSamples).CopyTo(packet, HeaderLength);
                        await SendAsync(packet, SoundPayload, began + (number * PacketSamples), to);
                    }
                }
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The call is over.
        }
    }

    /// <summary>In samples.</summary>
    private int Now => (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * Tone.SampleRate);

    private async Task SendAsync(byte[] packet, int payload, int at, IPEndPoint to)
    {
        (packet[0], packet[1]) = (0x80, (byte)payload);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)Interlocked.Increment(ref packets));
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), at);
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(8), source);
        await udp.SendAsync(packet, to, stop.Token);
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var received = await udp.ReceiveAsync(stop.Token);
                if (speaker is { } port && received.RemoteEndPoint.Port != port)
                {
                    continue;
                }

                double[] samples = [.. received.Buffer.Skip(HeaderLength).Select(Tone.Decode)];
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
