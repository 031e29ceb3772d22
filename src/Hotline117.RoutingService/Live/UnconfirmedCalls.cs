using System.Collections.Concurrent;
using Hotline117.Routing.Calls;

namespace Hotline117.RoutingService.Live;

/// <summary>
/// Calls whose first commit the store has not answered: nobody knows whether it was made. A store that hung makes it later, tells of it in the events and may
/// lose it before any router has read it; should the switch be gone by then as well, only who tried to commit it can tell that it has ended.
/// </summary>
internal sealed class UnconfirmedCalls(ILogger<UnconfirmedCalls> log)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, CallState> _calls = new();

    public IReadOnlyList<CallState> All => _calls.IsEmpty ? [] : [.. _calls.Values];

    /// <param name="call">As it is if the commit was made.</param>
    public void Add(CallState call)
    {
        if (_calls.Count < Most)
        {
            _calls.TryAdd(call.CallId, call);
        }
        else
        {
            log.LogWarning("Call {CallId} may or may not be stored, as may {Most} others; should nobody see it end, it is told as in progress.", call.CallId, Most);
        }
    }

    public void Remove(string callId) => _calls.TryRemove(callId, out _);
}
