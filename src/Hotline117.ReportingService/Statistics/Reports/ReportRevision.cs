using Hotline117.Contracts;

namespace Hotline117.ReportingService.Statistics.Reports;

/// <summary>How reports are made. Numbers never change; whatever else of a past report would, is a new revision that says why.</summary>
public sealed record ReportRevision(int Number, DateOnly Since, LocalizedText Note)
{
    public static ReportRevision Current { get; } = new(1, new(2026, 11, 29), new("Биринчи редакция.", "Первая редакция.", "The first revision."));
}
