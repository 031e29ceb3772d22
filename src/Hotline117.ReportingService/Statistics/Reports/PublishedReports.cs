using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.ReportingService.Statistics.Reports;

/// <summary>Reads reports out of the published months, which is all that they are made of.</summary>
public sealed class PublishedReports(PublishedMonths published)
{
    public async Task<IReadOnlyList<ReportListing>> ListAsync(CancellationToken cancellation)
    {
        var months = await published.ListAsync(cancellation);
        return
        [
            .. ReportPeriod.Within(months.Keys).Select(period =>
                new ReportListing(period.Name, period.First, period.Last.AddMonths(1), period.Months.Max(month => months[month]), ReportRevision.Current.Number)),
        ];
    }

    /// <returns>Null where a month of the period is not settled, or lies before the first that can be published.</returns>
    public async Task<Report?> ReadAsync(ReportPeriod period, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(period);
        if (period.First < PublishedMonths.First || period.Last > published.Last)
        {
            return null;
        }

        var upToLast = Enumerable.Range(1 - ReportMaker.MostCourse, ReportMaker.MostCourse).Select(period.Last.AddMonths).Where(month => month >= PublishedMonths.First);
        var (before, course) = await published.CourseAsync(upToLast, cancellation);
        return ReportMaker.Make(period, course, before);
    }
}
