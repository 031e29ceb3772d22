using Hotline117.Routing.Calls;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// The last ends of calls that a switch has told, each with its record. The switch keeps the records as well (<see cref="SwitchRecords"/>), but where a disk is full it takes back what it wrote last;
/// and where Redis is killed then, it has lost the same seconds.
/// </summary>
internal sealed class HeardEnds(TimeProvider time)
{
    private static readonly TimeSpan _kept = TimeSpan.FromMinutes(10);
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (CallRecord End, long At)> _ends = [];
    private readonly Queue<string> _inOrder = new();

    public void Hear(CallRecord end)
    {
        lock (_gate)
        {
            if (_ends.TryAdd(end.CallId, (end, time.GetTimestamp())))
            {
                _inOrder.Enqueue(end.CallId);
            }

            while (_inOrder.Count > Most || time.GetElapsedTime(_ends[_inOrder.Peek()].At) > _kept)
            {
                _ends.Remove(_inOrder.Dequeue());
            }
        }
    }

    public bool Contains(string callId)
    {
        lock (_gate)
        {
            return _ends.ContainsKey(callId);
        }
    }

    /// <returns>Those that were heard so long ago or earlier.</returns>
    public IReadOnlyList<CallRecord> Before(TimeSpan ago)
    {
        lock (_gate)
        {
            return [.. _ends.Values.Where(each => time.GetElapsedTime(each.At) >= ago).Select(each => each.End)];
        }
    }
}
