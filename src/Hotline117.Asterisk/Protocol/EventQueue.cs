using System.Threading.Channels;
using Hotline117.Asterisk.Events;

namespace Hotline117.Asterisk.Protocol;

/// <summary>
/// Between the connection, which never waits, and one subscriber. The subscriber takes over the whole list at once, so that the two
/// meet at a lock once a batch. What does not fit is counted, and becomes a gap as soon as there is room.
/// </summary>
internal sealed class EventQueue(int maxEvents, long maxBytes, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Channel<bool> _wakeUp = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    // Guarded by the gate.
    private List<AmiDelivery<AmiEvent>> _waiting = [];
    private long _waitingBytes;
    private long _overflow;
    private long _oversized;
    private bool _newConnection;

    // The subscriber's own; the connection reads only how far it is.
    private List<AmiDelivery<AmiEvent>> _taken = [];
    private volatile int _next;
    private long _takenBytes;
    private volatile int _takenCount;

    public int Count
    {
        get
        {
            lock (_gate)
                return Count_NeedsGate;
        }
    }

    private int Count_NeedsGate => _waiting.Count + _takenCount - _next;

    private bool HasGap_NeedsGate => _newConnection || _oversized > 0 || _overflow > 0;

    /// <returns>False where it did not fit and was counted as lost.</returns>
    public bool Add(AmiEvent item)
    {
        lock (_gate)
        {
            if (Count_NeedsGate >= maxEvents || _waitingBytes + _takenBytes + item.Bytes.Length > maxBytes)
            {
                _overflow++;
                return false;
            }
            if (HasGap_NeedsGate)
                AddGaps_NeedsGate(_waiting);
            _waiting.Add(new(item, null));
            _waitingBytes += item.Bytes.Length;
            return true;
        }
    }

    public void AddNewConnection()
    {
        lock (_gate)
            _newConnection = true;
        WakeUp();
    }

    public void AddOversized()
    {
        lock (_gate)
            _oversized++;
        WakeUp();
    }

    /// <summary>Once a batch rather than once an event.</summary>
    public void WakeUp() => _wakeUp.Writer.TryWrite(true);

    public void Complete() => _wakeUp.Writer.TryComplete();

    public bool TryTake(out AmiDelivery<AmiEvent> next)
    {
        if (_next == _taken.Count && !TakeOver())
        {
            next = default;
            return false;
        }
        next = _taken[_next];
        _taken[_next] = default; // or the batch would keep what is done with alive
        _next++;
        return true;
    }

    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken)
    {
        while (_next == _taken.Count && !TakeOver())
        {
            if (!await _wakeUp.Reader.WaitToReadAsync(cancellationToken))
                return TakeOver();
            _wakeUp.Reader.TryRead(out _);
        }
        return true;
    }

    private bool TakeOver()
    {
        lock (_gate)
        {
            _taken.Clear();
            (_taken, _waiting) = (_waiting, _taken);
            (_takenBytes, _waitingBytes) = (_waitingBytes, 0);
            AddGaps_NeedsGate(_taken);
            _takenCount = _taken.Count;
            _next = 0;
            return _taken.Count > 0;
        }
    }

    // What happened since the last event that fitted, so it belongs behind it.
    private void AddGaps_NeedsGate(List<AmiDelivery<AmiEvent>> list)
    {
        if (_overflow > 0)
            list.Add(new(null!, new AmiGap(AmiGapReason.Overflow, _overflow, time.GetUtcNow())));
        if (_oversized > 0)
            list.Add(new(null!, new AmiGap(AmiGapReason.Oversized, _oversized, time.GetUtcNow())));
        if (_newConnection)
            list.Add(new(null!, new AmiGap(AmiGapReason.NewConnection, 0, time.GetUtcNow())));
        (_overflow, _oversized, _newConnection) = (0, 0, false);
    }
}
