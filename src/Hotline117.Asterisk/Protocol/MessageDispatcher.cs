using System.Text;
using Hotline117.Asterisk.Events;

namespace Hotline117.Asterisk.Protocol;

/// <summary>
/// Takes what one connection reads, message by message, to who waits for it. Never waits for anybody: replies complete tasks whose
/// continuations run elsewhere, events go into queues. So an action may be sent from wherever events are handled.
/// </summary>
internal sealed class MessageDispatcher
{
    private readonly AmiClientOptions _options;
    private readonly ActionsInFlight _actions;
    private readonly EventHub _events;
    private readonly AmiTelemetry _telemetry;
    private readonly MessageFramer _framer;
    private readonly Action _onFullyBooted;
    private (PendingAction Action, Action OnDone)? _login;
    private bool _loggedIn;
    private int _eventsOfRead;

    public MessageDispatcher(AmiClientOptions options, ActionsInFlight actions, EventHub events, AmiTelemetry telemetry, Action onFullyBooted)
    {
        (_options, _actions, _events, _telemetry, _onFullyBooted) = (options, actions, events, telemetry, onFullyBooted);
        _framer = new MessageFramer(options.MaxMessageSize, AnswersCommand);
    }

    /// <summary>Bytes of a message that is not complete yet.</summary>
    public int Unfinished => _framer.Unfinished;

    /// <param name="onDone">Called in the wire's order: after the reply, before the first event.</param>
    public void ExpectLogin(PendingAction login, Action onDone) => _login = (login, onDone);

    public void Take(ReadOnlyMemory<byte> bytes)
    {
        _framer.Feed(bytes);
        while (_framer.TryRead(out var message) is not Frame.None and var frame)
        {
            if (frame == Frame.Oversized)
                TakeOversized(message);
            else
                Take(message);
        }
    }

    /// <summary>After all of one read has been taken: what can be done once for many messages.</summary>
    public void EndRead()
    {
        foreach (var queue in _events.Routes.Queues)
            queue.WakeUp();
        _telemetry.EventsReceived(_eventsOfRead);
        _eventsOfRead = 0;
    }

    // The first header alone decides what a message is: events may carry Response, and user events any header at all.
    private void Take(ReadOnlySpan<byte> message)
    {
        var rest = message;
        if (!HeaderScan.TryCutLine(ref rest, out var line) || !HeaderScan.TrySplit(line, out var name, out var value))
            _telemetry.Malformed();
        else if (Ascii.EqualsIgnoreCase(name, "Event"u8))
            TakeEvent(message, value);
        else if (Ascii.EqualsIgnoreCase(name, "Response"u8))
            TakeResponse(new AmiResponse(message.ToArray()));
        else
            _telemetry.Malformed();
    }

    private void TakeEvent(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name)
    {
        _eventsOfRead++;
        if (!_loggedIn)
        {
            _telemetry.Unsolicited();
            return;
        }
        if (name.SequenceEqual("FullyBooted"u8))
            _onFullyBooted();
        var route = _events.Routes.Find(name);
        var list = _actions.AwaitsLists && HeaderScan.TryFind(message, "ActionID"u8, out var id) ? Encoding.UTF8.GetString(id) : null;
        if (route is null && list is null)
            return;
        var taken = new AmiEvent(route?.Name ?? Encoding.UTF8.GetString(name), message.ToArray());
        if (list is not null)
            _actions.AddToList(list, taken);
        foreach (var queue in route?.Queues ?? [])
        {
            if (!queue.Add(taken))
                _telemetry.EventLost();
        }
    }

    private void TakeResponse(AmiResponse response)
    {
        var attribution = _actions.Answer(response, out var answered);
        if (attribution == Attribution.Unsolicited)
            _telemetry.Unsolicited();
        else if (attribution == Attribution.Late)
            _telemetry.Late();
        else if (_login is var (login, onDone) && answered == login && response.IsSuccess)
            BeginEvents(onDone);
    }

    private void BeginEvents(Action onLoggedIn)
    {
        _loggedIn = true;
        onLoggedIn();
        foreach (var queue in _events.Routes.Queues)
            queue.AddNewConnection();
    }

    private void TakeOversized(ReadOnlySpan<byte> head)
    {
        _telemetry.Oversized();
        if (head.StartsWith("Response"u8) && HeaderScan.TryFind(head, "ActionID"u8, out var id))
        {
            _actions.TryFail(Encoding.UTF8.GetString(id),
                new AmiException($"the reply is larger than {_options.MaxMessageSize} bytes ({nameof(AmiClientOptions.MaxMessageSize)}) and was skipped"));
        }
        foreach (var queue in _events.Routes.Queues)
            queue.AddOversized();
    }

    private bool AnswersCommand(ReadOnlySpan<byte> message) =>
        HeaderScan.TryFind(message, "ActionID"u8, out var id) && _actions.IsAwaitedCommand(Encoding.UTF8.GetString(id));
}
