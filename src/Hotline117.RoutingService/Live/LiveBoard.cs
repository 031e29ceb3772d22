using System.Threading.Channels;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Live;

/// <summary>One reader of the live feed. <see cref="Changes"/> follow <see cref="Snapshot"/> without a gap; they end where the reader was too slow.</summary>
internal sealed record LiveFeed(LiveSnapshot Snapshot, ChannelReader<LiveChanges> Changes);

/// <summary>
/// What goes on now, as this replica sees it. Every replica hears of every call, so that each board is whole.
/// Readers get a snapshot and then changes, batched; both are taken under one lock.
/// </summary>
internal sealed class LiveBoard(RoutingData data, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _batch = TimeSpan.FromMilliseconds(100);

    /// <summary>30 seconds of changes; who is further behind gets a fresh snapshot instead.</summary>
    private const int FeedCapacity = 300;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, CallState> _calls = [];
    private readonly HashSet<string> _changed = [];
    private readonly List<Channel<LiveChanges>> _feeds = [];
    private Dictionary<string, LiveCentre> _centres = [];
    private ushort[] _taken = [];
    private CentreDirectory _takenOf = CentreDirectory.Empty;
    private long _sequence;

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

    /// <summary>How many places of each line are taken, in the directory's order: what this replica has heard, good enough to ask first where a place is thought free.</summary>
    public ReadOnlySpan<ushort> TakenPlaces(CentreDirectory directory)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_takenOf, directory))
            {
                (_takenOf, _taken) = (directory, new ushort[directory.Lines.Count]);
                foreach (var call in _calls.Values)
                {
                    CountPlace(call.LineId, 1);
                }
            }

            return _taken;
        }
    }

    private void CountPlace(string? lineId, int change)
    {
        if (lineId is not null && _takenOf.IndexOf(lineId) is >= 0 and var line)
        {
            _taken[line] = (ushort)(_taken[line] + change);
        }
    }

    /// <summary>An older state than the one known is ignored.</summary>
    public void Show(CallState state)
    {
        lock (_gate)
        {
            if (_calls.TryGetValue(state.CallId, out var known) && known.Version >= state.Version)
            {
                return;
            }

            CountPlace(known?.LineId, -1);
            if (state.Phase is not CallPhase.Ended)
            {
                CountPlace(state.LineId, 1);
                _calls[state.CallId] = state;
            }
            else if (!_calls.Remove(state.CallId))
            {
                return;
            }

            _changed.Add(state.CallId);
        }
    }

    public LiveSnapshot Snapshot()
    {
        lock (_gate)
        {
            _centres = CentresNow();
            return SnapshotUnderLock();
        }
    }

    public LiveFeed Subscribe()
    {
        var feed = Channel.CreateBounded<LiveChanges>(FeedCapacity);
        lock (_gate)
        {
            Publish();
            _feeds.Add(feed);
            return new LiveFeed(SnapshotUnderLock(), feed.Reader);
        }
    }

    public void Unsubscribe(LiveFeed feed)
    {
        lock (_gate)
        {
            _feeds.RemoveAll(open => open.Reader == feed.Changes);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_batch, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            lock (_gate)
            {
                Publish();
            }
        }
    }

    // Called under the lock.
    private void Publish()
    {
        var centres = CentresNow();
        var changedCentres = centres.Values.Where(centre => !_centres.TryGetValue(centre.CentreId, out var before) || !Same(before, centre)).ToList();
        _centres = centres;
        if (_changed.Count == 0 && changedCentres.Count == 0)
        {
            return;
        }

        var calls = new List<LiveCall>();
        var ended = new List<string>();
        foreach (var id in _changed)
        {
            if (_calls.TryGetValue(id, out var state))
            {
                calls.Add(View(state));
            }
            else
            {
                ended.Add(id);
            }
        }

        _changed.Clear();
        var changes = new LiveChanges(++_sequence, time.GetUtcNow(), calls, ended, changedCentres);
        _feeds.RemoveAll(feed =>
        {
            if (feed.Writer.TryWrite(changes))
            {
                return false;
            }

            RoutingTelemetry.LiveFeedsCut.Add(1);
            feed.Writer.Complete();
            return true;
        });
    }

    private LiveSnapshot SnapshotUnderLock() => new(
        _sequence, time.GetUtcNow(), [.. _calls.Values.Select(state => View(state))], [.. _centres.Values]);

    private Dictionary<string, LiveCentre> CentresNow()
    {
        var snapshot = data.Current;
        var now = time.GetUtcNow();
        var reserved = _calls.Values.Where(call => call.LineId is not null).CountBy(call => call.LineId!).ToDictionary();
        return snapshot.Directory.Centres.ToDictionary(centre => centre.Id, centre =>
        {
            var lines = centre.Lines.Select(line => new LiveLine(
                line.Id, line.Capacity, reserved.GetValueOrDefault(line.Id), snapshot.Roster.OnShift(line.Id, now))).ToList();
            var onShift = lines.Exists(line => line.OnShift);
            return new LiveCentre
            {
                CentreId = centre.Id,
                Name = centre.Name,
                Town = centre.Town,
                Region = centre.Region,
                OnShift = onShift,
                ShiftChangesAt = ShiftChangesAt(centre, onShift, now),
                Lines = lines,
            };
        });
    }

    private DateTimeOffset? ShiftChangesAt(Centre centre, bool onShift, DateTimeOffset now)
    {
        var roster = data.Current.Roster;
        var changes = centre.Lines.Where(line => roster.OnShift(line.Id, now) == onShift).Select(line => roster.NextChange(line.Id, now)).ToList();
        // A centre goes off with its last line and on with its first.
        return onShift ? (changes.Contains(null) ? null : changes.Max()) : changes.Min();
    }

    private static bool Same(LiveCentre a, LiveCentre b) =>
        a with { Lines = [] } == b with { Lines = [] } && a.Lines.SequenceEqual(b.Lines);

    private static LiveCall View(CallState state) => new()
    {
        CallId = state.CallId,
        Phase = state.Phase,
        ReceivedAt = state.ReceivedAt,
        PhaseSince = state.PhaseSince,
        Region = state.Region.Region,
        RegionSource = state.Region.Source,
        RegionCertainty = state.Region.Certainty,
        Language = state.Wishes.Language,
        Attempt = state.Attempt,
        LineId = state.LineId,
        CentreId = state.CentreId,
        Source = state.Source,
    };
}
