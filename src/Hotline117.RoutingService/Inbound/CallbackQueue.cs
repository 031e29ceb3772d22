using System.Threading.Channels;
using Hotline117.Asterisk.Events;
using Hotline117.Routing;
using Hotline117.Routing.Callbacks;
using Hotline117.RoutingService.Outbound;

namespace Hotline117.RoutingService.Inbound;

/// <summary>What a switch says of callbacks.</summary>
/// <param name="At">When it was heard.</param>
internal abstract record CallbackNews(string CallbackId, DateTimeOffset At);

/// <summary>A caller agrees and waits to hear whether it is noted.</summary>
/// <param name="Step">Of the call.</param>
internal sealed record CallerAgrees(string CallbackId, DateTimeOffset At, string CallId, int Step, string Window, string Word) : CallbackNews(CallbackId, At);

internal sealed record CallbackGoesOn(CallbackSignal Signal) : CallbackNews(Signal.CallbackId, Signal.At);

/// <summary>Hands the switches' news of callbacks to <see cref="Callbacks"/>, in order.</summary>
internal sealed class CallbackQueue
{
    /// <summary>A switch makes a few of them an hour; who floods it is made to wait.</summary>
    private const int Capacity = 1024;

    private readonly Channel<(CallbackNews News, SwitchControl From)> _news =
        Channel.CreateBounded<(CallbackNews, SwitchControl)>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    public ChannelReader<(CallbackNews News, SwitchControl From)> Reader => _news.Reader;

    public ValueTask EnqueueAsync(CallbackNews news, SwitchControl from, CancellationToken cancellation) => _news.Writer.WriteAsync((news, from), cancellation);

    /// <returns>Null for an event that says nothing of callbacks.</returns>
    public static CallbackNews? Read(AmiEvent happened, DateTimeOffset at)
    {
        // Ids and words become part of keys and of file names.
        if (!happened.Is<UserEventReceived>(out var raised) || raised["Id"] is not { } id || !Slug.IsValid(id))
        {
            return null;
        }

        CallbackSignal? signal = (raised.Name, raised["State"]) switch
        {
            ("HotlineCallback", "ringing") => new CallerRung(id, at, raised.Uniqueid),
            ("HotlineCallback", "reached") => new CallerReached(id, at),
            ("HotlineCallback", "unreached") => new CallerUnreached(id, at, raised.Uniqueid),
            ("HotlineCallback", "gone") => new NumberGone(id, at),
            _ => null,
        };
        return signal is not null ? new CallbackGoesOn(signal)
            : raised.Name == "HotlineCallbackAgreed" && int.TryParse(raised["Step"], out var step) && raised["Window"] is { } window && raised["Word"] is { } word
                && Slug.IsValid(word)
                ? new CallerAgrees(id, at, raised.Uniqueid, step, window, word)
                : null;
    }
}
