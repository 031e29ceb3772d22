namespace Hotline117.Contracts.Events;

/// <summary>Where each event travels on RabbitMQ. Others bind to these names: they do not change.</summary>
public static class EventRoutes
{
    /// <summary>A durable topic exchange.</summary>
    public const string Exchange = "hotline117.events";

    public static IReadOnlyDictionary<Type, string> RoutingKeys { get; } = new Dictionary<Type, string>
    {
        [typeof(CallReceived)] = "call.received",
        [typeof(CallQueued)] = "call.queued",
        [typeof(CallOffered)] = "call.offered",
        [typeof(CallAnswered)] = "call.answered",
        [typeof(CallAbandoned)] = "call.abandoned",
        [typeof(CallEnded)] = "call.ended",
        [typeof(CallTransferred)] = "call.transferred",
        [typeof(CallWrappedUp)] = "call.wrapped-up",
        [typeof(CallbackAsked)] = "callback.asked",
        [typeof(CallbackEnded)] = "callback.ended",
        [typeof(RosterChanged)] = "roster.changed",
        [typeof(CentreChanged)] = "centre.changed",
        [typeof(CoverCounted)] = "cover.counted",
        [typeof(OperatorActed)] = "operator.acted",
    };

    /// <summary>The other way round: which event a routing key announces.</summary>
    public static IReadOnlyDictionary<string, Type> EventTypes { get; } = RoutingKeys.ToDictionary(route => route.Value, route => route.Key);

    public static string RoutingKeyOf<TEvent>() where TEvent : HotlineEvent => RoutingKeys[typeof(TEvent)];
}
