namespace Hotline117.RoutingService.Live;

/// <summary>Calls that ended a short while ago: what was read of them before that and is told only now is out of date.</summary>
internal sealed class EndedCalls(TimeProvider time)
{
    /// <summary>Longer than any read of the store or list of the switch's channels takes.</summary>
    private static readonly TimeSpan _kept = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> _ids = [];
    private readonly Queue<(string CallId, long At)> _inOrder = new();

    public bool Contains(string callId) => _ids.Contains(callId);

    public void Add(string callId)
    {
        while (_inOrder.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > _kept)
        {
            _ids.Remove(_inOrder.Dequeue().CallId);
        }

        if (_ids.Add(callId))
        {
            _inOrder.Enqueue((callId, time.GetTimestamp()));
        }
    }
}
