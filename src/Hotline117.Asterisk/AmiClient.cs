using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.Asterisk;

/// <summary>
/// A client of one Asterisk manager (AMI). It stays connected while <see cref="RunAsync"/> runs, hands out events in the wire's order
/// and sends actions; all members may be used from any thread, also from where events are handled.
/// </summary>
public sealed class AmiClient : IAsyncDisposable
{
    private readonly AmiClientOptions _options;
    private readonly TimeProvider _time;
    private readonly StatusBoard _status;
    private readonly AmiTelemetry _telemetry;
    private readonly ConnectionKeeper _keeper;
    private readonly EventHub _events = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;

    /// <exception cref="ArgumentException">Options are out of range; the message lists all of them.</exception>
    public AmiClient(AmiClientOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is [_, ..] faults)
            throw new ArgumentException(string.Join("; ", faults), nameof(options));
        (_options, _time) = (options, time);
        _status = new StatusBoard(time);
        _telemetry = new AmiTelemetry(options);
        _keeper = new ConnectionKeeper(options, time, _status, _events, _telemetry);
    }

    /// <summary>State, since when, and the last fault.</summary>
    public AmiStatus Status => _status.Current;

    public AmiConnectionState State => Status.State;

    public AmiStatistics Statistics => _telemetry.Snapshot();

    /// <summary>The current status and each later one; who sleeps through more than 64 misses the oldest. Ends when the client stops.</summary>
    public IAsyncEnumerable<AmiStatus> WatchAsync(CancellationToken cancellationToken = default) => _status.Watch(cancellationToken);

    /// <exception cref="AmiException">The client stopped before it came to that state.</exception>
    public async Task<AmiStatus> WaitForStateAsync(AmiConnectionState state, CancellationToken cancellationToken = default)
    {
        await foreach (var status in WatchAsync(cancellationToken))
        {
            if (status.State == state)
                return status;
        }
        throw new AmiException($"the client stopped before it was {state}");
    }

    /// <summary>Events with one of these names, from now on and over reconnects. All others cost nothing.</summary>
    public AmiSubscription<AmiEvent> Subscribe(params string[] eventNames)
    {
        ArgumentNullException.ThrowIfNull(eventNames);
        if (eventNames.Length == 0 || eventNames.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"name the events, or use {nameof(SubscribeToAll)}", nameof(eventNames));
        return Subscribe(eventNames, static e => e);
    }

    /// <summary>Every event, from now on and over reconnects.</summary>
    public AmiSubscription<AmiEvent> SubscribeToAll() => Subscribe(null, static e => e);

    /// <summary>Events of one kind as typed views, from now on and over reconnects.</summary>
    public AmiSubscription<TEvent> Subscribe<TEvent>() where TEvent : struct, IAmiEvent<TEvent> => Subscribe([TEvent.EventName], TEvent.From);

    /// <summary>Sends an action and waits for its reply, which may be an error. It is sent at most once.</summary>
    /// <exception cref="AmiNotConnectedException">Nothing was sent.</exception>
    /// <exception cref="AmiDisconnectedException">The connection ended before the reply.</exception>
    /// <exception cref="AmiTimeoutException">No reply within <see cref="AmiClientOptions.ActionTimeout"/>.</exception>
    public async Task<AmiResponse> SendAsync(AmiAction action, CancellationToken cancellationToken = default) =>
        (await SendAsync(action, isList: false, cancellationToken)).Response;

    /// <summary>Sends an action that lists and waits for <c>EventList: Complete</c>, or for an error, which may also come after a part of the list.</summary>
    /// <exception cref="AmiException">As for <see cref="SendAsync(AmiAction, CancellationToken)"/>, or the list is longer than <see cref="AmiClientOptions.MaxListItems"/>.</exception>
    public Task<AmiListResponse> SendListAsync(AmiAction action, CancellationToken cancellationToken = default) =>
        SendAsync(action, isList: true, cancellationToken);

    /// <summary>Runs a CLI command and gives the lines it printed.</summary>
    /// <exception cref="AmiErrorException">The server refused it.</exception>
    public async Task<IReadOnlyList<string>> SendCommandAsync(string command, CancellationToken cancellationToken = default) =>
        (await SendAsync(new CommandAction(command), cancellationToken)).EnsureSuccess("Command").Output;

    /// <summary>Connects and stays connected until cancelled; then returns. Once per client.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new InvalidOperationException("a client runs once: make a new one");
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        try
        {
            await _keeper.KeepAsync(stopping.Token);
        }
        finally
        {
            Stop();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        if (Interlocked.Exchange(ref _started, 1) == 0)
            Stop();
        await _ended.Task;
    }

    private void Stop()
    {
        _status.Enter(AmiConnectionState.Stopped);
        _events.Complete();
        _ended.TrySetResult();
    }

    private AmiSubscription<TEvent> Subscribe<TEvent>(string[]? names, Func<AmiEvent, TEvent> view)
    {
        var queue = new EventQueue(_options.EventBufferSize, _options.EventBufferBytes, _time);
        _events.Subscribe(queue, names);
        return new(queue, view, _events.Unsubscribe);
    }

    private async Task<AmiListResponse> SendAsync(AmiAction action, bool isList, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        var connection = _keeper.Ready ?? throw new AmiNotConnectedException(
            $"{action.Name} was not sent: the client is {State}{(Status.LastFault is { } fault ? $", last fault: {fault}" : "")}");
        using var activity = _telemetry.Begin(action);
        var began = _time.GetTimestamp();
        var outcome = "failed";
        try
        {
            var reply = await connection.SendAsync(action, isList, cancellationToken);
            outcome = reply.Response.IsSuccess ? "success" : "error";
            return reply;
        }
        finally
        {
            _telemetry.Ended(activity, action, outcome, _time.GetElapsedTime(began));
        }
    }
}
