using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;

namespace Hotline117.RoutingService.Live;

/// <summary>
/// What goes on now, as this replica sees it. Every replica hears of every call, so that each board is whole.
/// Readers get a snapshot and then changes, batched; both are taken under one lock.
/// </summary>
internal sealed class LiveBoard(Func<RoutingSnapshot> current, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _batch = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, CallState> _calls = [];
    private readonly EndedCalls _ended = new(time);
    private readonly HashSet<string> _waiting = [];
    private readonly HashSet<string> _changed = [];
    private readonly LiveFeeds _feeds = new();
    private readonly LinePlaces _places = new(() => current().Policy.Care);
    private readonly HashSet<string> _changedLines = [];
    private LiveCentres _centres = LiveCentres.None;
    private long _sequence;
    private volatile IReadOnlyDictionary<string, LineStop> _stops = new Dictionary<string, LineStop>();
    private readonly LiveNotices _notices = new();

    public CallState? Find(string callId)
    {
        lock (_gate)
        {
            return _calls.GetValueOrDefault(callId);
        }
    }

    public IReadOnlyList<CallState> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls.Values];
            }
        }
    }

    /// <summary>In no order.</summary>
    public IReadOnlyList<CallState> Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0 ? [] : [.. _waiting.Select(id => _calls[id])];
            }
        }
    }

    /// <summary>Raised with a call as it was until it ended. Handlers must not block.</summary>
    public event Action<CallState>? Ended;

    /// <summary>Raised when a caller begins to wait or moves, or a place of a line may have become free. Handlers must not block.</summary>
    public event Action? TurnsMayHaveChanged;

    /// <summary>Raised with line and call. Handlers must not block.</summary>
    public event Action<IReadOnlyList<(string LineId, string CallId)>>? WrapUpsEnded;

    /// <summary>An older state than the one known is ignored, unless it is the call's end (told by who knew less, as the store had lost it); and any of a call that has ended.</summary>
    public void Show(CallState state)
    {
        bool turnsMayHaveChanged;
        CallState? known;
        lock (_gate)
        {
            if (_ended.Contains(state.CallId) || (_calls.TryGetValue(state.CallId, out known) && known.Version >= state.Version && state.Phase is not CallPhase.Ended))
            {
                return;
            }

            if (state.Phase is not CallPhase.Ended)
            {
                _calls[state.CallId] = state;
            }
            else
            {
                _ended.Add(state.CallId);
                if (!_calls.Remove(state.CallId, out known))
                {
                    return;
                }
            }

            if (state.Phase is CallPhase.Waiting)
            {
                _waiting.Add(state.CallId);
            }
            else
            {
                _waiting.Remove(state.CallId);
            }

            _places.Move(known, state, time.GetUtcNow(), Changed);
            _changed.Add(state.CallId);
            turnsMayHaveChanged = (known is not null && known.Lines.Any(line => !state.Holds(line.LineId)))
                || (state.Phase is CallPhase.Waiting && (known?.Phase is not CallPhase.Waiting || known.Priority != state.Priority));
        }

        if (state.Phase is CallPhase.Ended)
        {
            Ended?.Invoke(known!);
        }

        if (turnsMayHaveChanged)
        {
            TurnsMayHaveChanged?.Invoke();
        }
    }

    /// <summary>Whoever writes this call up at this line may be rung again at once.</summary>
    public void EndWrapUp(string lineId, string callId)
    {
        lock (_gate)
        {
            _places.EndWrapUp(lineId, callId, Changed);
        }
    }

    /// <param name="stops">What keeps lines from being rung, by line; a line that nothing keeps is not in it.</param>
    public void Show(IReadOnlyDictionary<string, LineStop> stops)
    {
        lock (_gate)
        {
            _changedLines.UnionWith(stops.Where(each => _stops.GetValueOrDefault(each.Key) != each.Value).Select(each => each.Key));
            _changedLines.UnionWith(_stops.Keys.Where(line => !stops.ContainsKey(line)));
            _stops = stops;
        }
    }

    /// <param name="code">Null where callers are asked nothing any more.</param>
    public void Show(SpokenCode? code)
    {
        lock (_gate)
        {
            _notices.Show(code);
        }
    }

    public void Show(IReadOnlyList<Alarm> alarms)
    {
        lock (_gate)
        {
            _notices.Show(alarms);
        }
    }

    /// <summary>The places thought taken of each of the directory's lines, in its order: by calls and by wrap-up. Costs nothing.</summary>
    public ReadOnlySpan<ushort> TakenPlaces(CentreDirectory directory)
    {
        if (_places.Of(directory) is { IsEmpty: false } taken)
        {
            return taken;
        }

        lock (_gate)
        {
            Recount(directory);
            return _places.Of(directory);
        }
    }

    /// <summary>Lines whose last caller has gone and whose counsellor writes up, and until when.</summary>
    public ILookup<string, DateTimeOffset> WrapUps()
    {
        lock (_gate)
        {
            return _places.WrapUps.ToLookup(each => each.LineId, each => each.Until);
        }
    }

    public LiveSnapshot Snapshot()
    {
        Publish();
        lock (_gate)
        {
            return SnapshotUnderLock();
        }
    }

    public LiveFeed Subscribe()
    {
        Publish();
        lock (_gate)
        {
            // What came since then must not be told twice.
            PublishUnderLock(_centres);
            return _feeds.Open(SnapshotUnderLock());
        }
    }

    public void Unsubscribe(LiveFeed feed)
    {
        lock (_gate)
        {
            _feeds.Close(feed);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_batch, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Publish();
        }
    }

    private void Publish()
    {
        var snapshot = current();
        // Thousands of centres take a while, and calls must not wait for the lock meanwhile.
        var before = _centres;
        var centres = before.At(snapshot, time.GetUtcNow(), AsItIs);
        IReadOnlyList<(string, string)> wrapUpsEnded;
        lock (_gate)
        {
            Recount(snapshot.Directory);
            wrapUpsEnded = _places.EndWrapUps(time.GetUtcNow(), Changed);
            PublishUnderLock(ReferenceEquals(before, _centres) ? centres : _centres);
        }

        if (wrapUpsEnded.Count > 0)
        {
            WrapUpsEnded?.Invoke(wrapUpsEnded);
            TurnsMayHaveChanged?.Invoke();
        }
    }

    private void PublishUnderLock(LiveCentres centres)
    {
        var changedCentres = new Dictionary<string, LiveCentre>();
        if (!ReferenceEquals(centres, _centres))
        {
            foreach (var centre in centres.ById.Values.Where(centre => !_centres.ById.TryGetValue(centre.CentreId, out var before) || !Same(before, centre)))
            {
                changedCentres[centre.CentreId] = centre;
            }

            _centres = centres;
        }

        foreach (var id in _changedLines.Select(line => centres.Directory.FindLine(line)?.Centre.Id).OfType<string>().Distinct())
        {
            var before = centres.ById[id];
            var counted = before with { Lines = [.. before.Lines.Select(AsItIs)] };
            if (!Same(before, counted))
            {
                changedCentres[id] = centres.ById[id] = counted;
            }
        }

        _changedLines.Clear();
        if (_changed.Count == 0 && changedCentres.Count == 0 && !_notices.HaveChanged)
        {
            return;
        }

        List<LiveCall> calls = [.. _changed.Where(_calls.ContainsKey).Select(id => View(_calls[id]))];
        List<string> ended = [.. _changed.Where(id => !_calls.ContainsKey(id))];
        _changed.Clear();
        _feeds.Tell(_notices.AddTo(new LiveChanges(++_sequence, time.GetUtcNow(), calls, ended, [.. changedCentres.Values])));
    }

    private LiveSnapshot SnapshotUnderLock() =>
        _notices.AddTo(new LiveSnapshot(_sequence, time.GetUtcNow(), [.. _calls.Values.Select(View)], [.. _centres.ById.Values]));

    private LiveLine AsItIs(LiveLine line) => line with
    {
        Reserved = _places.Of(line.LineId),
        Stop = _stops.GetValueOrDefault(line.LineId),
        WrapUpUntil = _places.WrittenUpUntil(line.LineId),
    };

    private void Changed(string lineId) => _changedLines.Add(lineId);

    private void Recount(CentreDirectory directory)
    {
        if (directory.Lines.Count == 0 || !_places.Of(directory).IsEmpty)
        {
            return;
        }

        _places.Recount(directory, _calls.Values);
        _changedLines.UnionWith(directory.Lines.Select(line => line.Id));
    }

    private static bool Same(LiveCentre a, LiveCentre b) =>
        a with { Lines = [] } == b with { Lines = [] } && a.Lines.SequenceEqual(b.Lines);

    private LiveCall View(CallState state) => LiveCalls.View(state, current().Policy.Ring);
}
