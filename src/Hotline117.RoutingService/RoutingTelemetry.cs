using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Hotline117.RoutingService;

/// <summary>Names of spans and metrics. No attribute ever holds a caller's or a line's number.</summary>
internal static class RoutingTelemetry
{
    public const string Name = "Hotline117.Routing";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter _meter = new(Name);

    public static readonly Counter<long> Signals = _meter.CreateCounter<long>("hotline117_signals", description: "Signals of calls that were handled, by kind and result.");
    public static readonly Counter<long> Offers = _meter.CreateCounter<long>("hotline117_offers", description: "Lines offered to callers by this router.");
    public static readonly Counter<long> LateDecisions = _meter.CreateCounter<long>("hotline117_late_decisions", description: "Questions of the switch that were answered too late: it had fallen back.");
    public static readonly Counter<long> HeldByPolicy = _meter.CreateCounter<long>("hotline117_lines_held_by_policy", description: "Lines that the policy has paused or given a rest, by kind.");
    public static readonly Histogram<double> DecisionSeconds = _meter.CreateHistogram<double>("hotline117_decision_seconds", "s", "From the switch's question to the redirect written.");
    public static readonly Counter<long> Published = _meter.CreateCounter<long>("hotline117_events_published", description: "Events that RabbitMQ has confirmed.");
    public static readonly Counter<long> PublishFailures = _meter.CreateCounter<long>("hotline117_publish_failures", description: "Attempts to publish that failed; the event stays in the outbox.");
    public static readonly Counter<long> LiveFeedsCut = _meter.CreateCounter<long>("hotline117_live_feeds_cut", description: "Live feeds ended because their reader was too slow.");

    public static void ObserveKnownCalls(Func<int> count) =>
        _meter.CreateObservableGauge("hotline117_known_calls", count, description: "Calls by which this router would know a caller who dials again.");

    public static void ObserveSpokenCode(Func<int> isOn) =>
        _meter.CreateObservableGauge("hotline117_spoken_code_on", isOn, description: "1 while callers are asked to key in a spoken number.");

    /// <param name="counts">By kind, severity and whether somebody has acknowledged them; of each kind one, if only 0.</param>
    public static void ObserveAlarms(Func<IEnumerable<Measurement<int>>> counts) =>
        _meter.CreateObservableGauge("hotline117_alarms", counts, description: "Alarms that last now, as the dispatchers' board shows them.");

    /// <param name="ages">Of each switch, in seconds; without those that were never taught.</param>
    public static void ObservePlans(Func<IEnumerable<Measurement<double>>> ages) =>
        _meter.CreateObservableGauge("hotline117_switch_plan_age_seconds", ages, "s", "How long ago the switch was last taught what to ring without a router.");

    public static void ObserveOutbox(Func<long> length, Func<long> dropped)
    {
        _meter.CreateObservableGauge("hotline117_outbox_events", length, description: "Entries that wait in the outbox; each has the events of one step of a call.");
        _meter.CreateObservableGauge("hotline117_outbox_dropped", dropped, description: "Steps of calls whose events found the outbox full and were dropped, since Redis was set up.");
    }
}
