using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.ReportingService.Staffing.Forecasting;

/// <summary>Hours of the week of which is known how many calls came in all of them together: one where its count is published, else several.</summary>
public sealed record KnownSum(IReadOnlyList<int> WeekHours, long Calls);

/// <summary>
/// The calls that came in a published month, by hour of the week. Nothing is known here that is not published: where a count is withheld there is the sum of those that are withheld
/// with it, as it follows from the total of that hour of the day or, where that is withheld too, of the month.
/// </summary>
public sealed class DemandMonth
{
    /// <param name="sums">Each hour of the week in exactly one.</param>
    public DemandMonth(DateOnly month, IReadOnlyList<KnownSum> sums)
    {
        (Month, Sums, Days) = (month, sums, WeekHour.DaysIn(month));
        var rates = new double[WeekHour.Count];
        foreach (var sum in sums)
        {
            var hours = sum.WeekHours.Sum(weekHour => Days[weekHour]);
            foreach (var weekHour in sum.WeekHours)
            {
                rates[weekHour] = (double)sum.Calls / hours;
            }
        }

        Rates = rates;
    }

    public DateOnly Month { get; }
    public IReadOnlyList<KnownSum> Sums { get; }

    /// <summary>How often each hour of the week came.</summary>
    public IReadOnlyList<int> Days { get; }

    /// <summary>Calls an hour; of withheld counts the mean of those that are withheld together.</summary>
    public IReadOnlyList<double> Rates { get; }

    public long Calls => Sums.Sum(sum => sum.Calls);

    /// <summary>Those that count calls as they will be counted in the month.</summary>
    public static IEnumerable<DemandMonth> ByDefinitionOf(DateOnly month, IEnumerable<MonthFigures> published) =>
        FigureDefinitions.VersionsOf(month).TryGetValue(Figures.Received, out var version)
            ? published.Where(each => each.Month < month && each.Versions.TryGetValue(Figures.Received, out var its) && its == version).Select(Of).OfType<DemandMonth>() : [];

    /// <returns>Null where nobody counted, or hardly anybody called.</returns>
    public static DemandMonth? Of(MonthFigures published)
    {
        ArgumentNullException.ThrowIfNull(published);
        if (!published.HasData || Count() is not { } unaccounted)
        {
            return null;
        }

        var sums = new List<KnownSum>();
        var others = new List<int>();
        for (var hour = 0; hour < 24; hour++)
        {
            var (shown, withheld) = (0L, new List<int>());
            for (var weekday = 1; weekday <= 7; weekday++)
            {
                var weekHour = WeekHour.At(weekday, hour);
                if (Count(HourOfDay(weekHour), new("weekday", WeekHour.Weekday(weekHour))) is { } calls)
                {
                    sums.Add(new([weekHour], calls));
                    shown += calls;
                }
                else
                {
                    withheld.Add(weekHour);
                }
            }

            if (withheld.Count > 0 && Count(HourOfDay(hour)) is { } ofHour)
            {
                sums.Add(new(withheld, ofHour - shown));
                unaccounted -= ofHour;
            }
            else
            {
                others.AddRange(withheld);
                unaccounted -= shown;
            }
        }

        return new(published.Month, others.Count > 0 ? [.. sums, new(others, unaccounted)] : sums);

        long? Count(params IReadOnlyList<AttributeValue> values) => published.Cells.TryGetValue(Cell.Of(values).ToString(), out var calls) ? calls : null;
    }

    private static AttributeValue HourOfDay(int weekHour) => new("hourOfDay", WeekHour.HourOfDay(weekHour));
}
