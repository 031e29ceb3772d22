using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.Asterisk;

/// <summary>What a client has met since it was made.</summary>
/// <param name="Events">Received, wanted or not.</param>
/// <param name="Lost">Not delivered because a subscriber's buffer was full; counted once for each subscriber.</param>
/// <param name="Unsolicited">Replies that no action awaits, and events before the login: a forgery, or a second answer to one action.</param>
/// <param name="Late">Replies to actions whose caller had given up.</param>
/// <param name="Malformed">Messages whose first line is neither <c>Event</c> nor <c>Response</c>.</param>
/// <param name="Oversized">Messages beyond <see cref="AmiClientOptions.MaxMessageSize"/>.</param>
public sealed record AmiStatistics(long Events, long Lost, long Unsolicited, long Late, long Malformed, long Oversized);

/// <summary>Counts for one client, passed on to the meter and the activity source of this library.</summary>
public sealed class AmiTelemetry
{
    /// <summary>Of the <see cref="Meter"/> and of the <see cref="ActivitySource"/>.</summary>
    public const string SourceName = "Hotline117.Asterisk";

    private static readonly Meter Meter = new(SourceName);
    private static readonly ActivitySource Activities = new(SourceName);
    private static readonly Counter<long> EventCounter = Meter.CreateCounter<long>("ami.client.events", "{event}", "Events received, wanted or not");
    private static readonly Counter<long> LostCounter = Meter.CreateCounter<long>("ami.client.events.lost", "{event}", "Events that a full subscription did not take");
    private static readonly Counter<long> OddCounter = Meter.CreateCounter<long>("ami.client.messages.refused", "{message}", "Messages refused, by reason");
    private static readonly Counter<long> FaultCounter = Meter.CreateCounter<long>("ami.client.connection.faults", "{fault}", "Connections that failed or were lost, by kind");
    private static readonly Histogram<double> ActionDuration = Meter.CreateHistogram<double>("ami.client.action.duration", "s", "From sending an action to its reply");

    private readonly KeyValuePair<string, object?> _server;
    private long _events;
    private long _lost;
    private long _unsolicited;
    private long _late;
    private long _malformed;
    private long _oversized;

    internal AmiTelemetry(AmiClientOptions options) => _server = new("server", $"{options.Host}:{options.Port}");

    internal AmiStatistics Snapshot() => new(Interlocked.Read(ref _events), Interlocked.Read(ref _lost), Interlocked.Read(ref _unsolicited),
        Interlocked.Read(ref _late), Interlocked.Read(ref _malformed), Interlocked.Read(ref _oversized));

    /// <summary>Once for all events of one read.</summary>
    internal void EventsReceived(int count)
    {
        Interlocked.Add(ref _events, count);
        EventCounter.Add(count, _server);
    }

    internal void EventLost()
    {
        Interlocked.Increment(ref _lost);
        LostCounter.Add(1, _server);
    }

    internal void Malformed() => Refused(ref _malformed, "malformed");

    internal void Oversized() => Refused(ref _oversized, "oversized");

    internal void Unsolicited() => Refused(ref _unsolicited, "unsolicited");

    internal void Late() => Refused(ref _late, "late");

    internal void Faulted(AmiFault fault) => FaultCounter.Add(1, _server, new("kind", fault.Kind.ToString()));

    /// <summary>Names the action and nothing of its headers, which may hold a caller's number.</summary>
    internal Activity? Begin(AmiAction action) =>
        Activities.StartActivity($"AMI {action.Name}", ActivityKind.Client)?.SetTag("ami.action", action.Name).SetTag("server", _server.Value);

    internal void Ended(Activity? activity, AmiAction action, string outcome, TimeSpan took)
    {
        activity?.SetTag("ami.outcome", outcome);
        if (outcome != "success")
            activity?.SetStatus(ActivityStatusCode.Error, outcome);
        ActionDuration.Record(took.TotalSeconds, _server, new("action", action.Name), new("outcome", outcome));
    }

    private void Refused(ref long count, string reason)
    {
        Interlocked.Increment(ref count);
        OddCounter.Add(1, _server, new("reason", reason));
    }
}
