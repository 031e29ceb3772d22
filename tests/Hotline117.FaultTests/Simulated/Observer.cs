using Hotline117.Contracts.Events;

namespace Hotline117.FaultTests.Simulated;

/// <summary>Sees all that callers, telephones and readers of events see, and says in sentences what must never be.</summary>
internal sealed class Observer(SimulatedTime time)
{
    private readonly List<string> _broken = [];
    private readonly Dictionary<Guid, CallEvent> _events = [];

    public List<SwitchCall> Calls { get; } = [];

    /// <summary>Calls of which at some moment neither the store nor a router knew.</summary>
    public HashSet<string> Forgotten { get; } = [];

    /// <summary>Until then the routers and the store may not know all that the switch does.</summary>
    public DateTimeOffset SettledFrom { get; set; }

    public IReadOnlyList<string> All => _broken;

    public void Broken(string sentence) => _broken.Add($"{(time.Now - SimulatedTime.Start).TotalSeconds:0.000} s  {sentence}");

    /// <summary>It may come twice.</summary>
    public void Published(CallEvent happened) => _events[happened.EventId] = happened;

    public IEnumerable<TEvent> Of<TEvent>(string callId) where TEvent : CallEvent => _events.Values.OfType<TEvent>().Where(each => each.CallId == callId);

    /// <summary>A router that knows what goes on offers no line that has its calls already.</summary>
    public void RangEngaged(SwitchCall call, string line, IReadOnlyList<SwitchCall> others)
    {
        if (!call.ByFallback && time.Now > SettledFrom)
            Broken($"{line} was offered to {call.Id} and has others: {string.Join(' ', others.Select(other => other.Id).Where(id => id != call.Id))}.");
    }
}
