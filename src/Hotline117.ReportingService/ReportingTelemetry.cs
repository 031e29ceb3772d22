using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Hotline117.ReportingService;

/// <summary>The service's spans and figures. None of them carries a body or an id of a person.</summary>
public static class ReportingTelemetry
{
    public const string Name = "Hotline117.Reporting";

    public static ActivitySource Spans { get; } = new(Name);

    private static readonly Meter Meter = new(Name);

    public static Counter<long> Stored { get; } =
        Meter.CreateCounter<long>("hotline117.reporting.events.stored", "{event}", "Events stored for the first time, by type.");

    public static Counter<long> Duplicates { get; } =
        Meter.CreateCounter<long>("hotline117.reporting.events.duplicates", "{event}", "Events that came again and changed nothing, by type.");

    public static Counter<long> Rejected { get; } =
        Meter.CreateCounter<long>("hotline117.reporting.events.rejected", "{message}", "Messages moved to the error queue.");

    public static Counter<long> StoreFailures { get; } =
        Meter.CreateCounter<long>("hotline117.reporting.store.failures", "{attempt}", "Attempts to store that failed because PostgreSQL could not take them; each is repeated.");

    public static Gauge<double> ClockApart { get; } =
        Meter.CreateGauge<double>("hotline117.reporting.clock.apart", "s", "By how much this service's clock and PostgreSQL's differ. Above a minute nothing is published.");

    public static Histogram<double> Lag { get; } =
        Meter.CreateHistogram<double>("hotline117.reporting.lag", "s", "From the time an event occurred to its commit.");
}
