namespace Hotline117.Asterisk.Protocol;

/// <summary>The subscriptions of one client, over all its connections.</summary>
internal sealed class EventHub
{
    private readonly Lock _gate = new();
    private volatile EventRoutes _routes = EventRoutes.None;
    private bool _completed;

    public EventRoutes Routes => _routes;

    /// <param name="names">Null means every event.</param>
    public void Subscribe(EventQueue queue, string[]? names)
    {
        lock (_gate)
        {
            if (_completed)
                queue.Complete();
            else
                _routes = _routes.With(queue, names);
        }
    }

    public void Unsubscribe(EventQueue queue)
    {
        lock (_gate)
            _routes = _routes.Without(queue);
    }

    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            foreach (var queue in _routes.Queues)
                queue.Complete();
        }
    }
}
