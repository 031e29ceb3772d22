using System.Globalization;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Tells how old what a switch says may be. A router that was stopped for a while, or whose connection stalled, reads a question long after it was asked, and
/// nothing in it shows that; its answer would pull the caller out of the conversation that the switch has connected meanwhile. So the switch is made to
/// repeat a word of ours several times a second, among all that it says: what follows it was said after we sent it. No two clocks are compared.
/// </summary>
internal sealed class Pulse(TimeProvider time)
{
    private const string Word = "HotlinePulse";

    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    /// <summary>The switch waits 2 s, of which an answer may take <see cref="Routing.Calls.Call.AnswerWithin"/>; what is left.</summary>
    private static readonly TimeSpan _unnoticed = TimeSpan.FromMilliseconds(500);

    private readonly string _ours = Guid.NewGuid().ToString("N");

    /// <summary>When the word that was heard last was sent. Null until one was heard on this connection: an account that may not raise or hear it is trusted.</summary>
    public long? HeardOf { get; private set; }

    /// <summary>A new connection: what comes over it is new, until our word has been heard on it.</summary>
    public void Forget() => HeardOf = null;

    /// <returns>False for what is no pulse; one of another router's says nothing.</returns>
    public bool Hears(AmiEvent happened)
    {
        if (!happened.Is<UserEventReceived>(out var raised) || raised.Name != Word)
        {
            return false;
        }

        if (raised["Token"] == _ours && long.TryParse(raised["Sent"], out var sent))
        {
            Heard(sent);
        }

        return true;
    }

    public void Heard(long sent) => HeardOf = sent;

    /// <summary>When what is heard now was said at the earliest, where that makes a difference; otherwise now.</summary>
    public DateTimeOffset SaidAt() =>
        HeardOf is { } sent && time.GetElapsedTime(sent) is var age && age > _unnoticed ? time.GetUtcNow() - age : time.GetUtcNow();

    /// <exception cref="OperationCanceledException">The router ends.</exception>
    public async Task BeatRegularlyAsync(AmiClient ami, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await BeatAsync(ami, stopping);
        }
    }

    /// <inheritdoc cref="BeatRegularlyAsync"/>
    public async Task BeatAsync(AmiClient ami, CancellationToken stopping)
    {
        if (ami.Status.State is not AmiConnectionState.Connected)
        {
            return;
        }

        try
        {
            await ami.SendAsync(
                new UserEventAction(Word, ("Token", _ours), ("Sent", time.GetTimestamp().ToString(CultureInfo.InvariantCulture))), stopping);
        }
        catch (AmiException)
        {
            // Then it is not heard either, and what is heard is taken for as old as it may be.
        }
    }
}
