using System.Globalization;
using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>Calls received by hour of the day and weekday: a year of Mondays at nine is one cell.</summary>
public sealed record HeatMap(IReadOnlyList<HeatCell> Cells, BusiestHour? Busiest)
{
    public const string Received = "received";
    public const int Steps = 5;

    public static IReadOnlyList<string> Hours { get; } = [.. Enumerable.Range(0, 24).Select(hour => hour.ToString("00", CultureInfo.InvariantCulture))];

    public static IReadOnlyList<string> Weekdays { get; } = ["1", "2", "3", "4", "5", "6", "7"];

    /// <param name="crossed">By hourOfDay and weekday, in this order.</param>
    public static HeatMap Of(FigureTable crossed)
    {
        var sums = new PeriodSums(crossed);
        var values = Hours.SelectMany(hour => Weekdays.Select(weekday => (hour, weekday, calls: sums.Of(Received, hour, weekday)))).ToList();
        var most = values.Max(value => value.calls.Number) ?? 0;
        List<HeatCell> cells = [.. values.Select(value => new HeatCell(value.hour, value.weekday, value.calls, StepOf(value.calls, most)))];
        return new(cells, BusiestOf(cells, crossed));
    }

    public ChartTable Table => new(["hourOfDay", "weekday"], [Received], [.. Cells.Select(cell => new ChartRow([cell.Hour, cell.Weekday], [cell.Calls]))]);

    /// <returns>0 for none at all, else 1 to 5: fifths of the most.</returns>
    public static int StepOf(ChartValue value, double most) => value.Number is not > 0 ? 0 : (int)Math.Ceiling(Steps * value.Number.Value / most);

    private static BusiestHour? BusiestOf(List<HeatCell> cells, FigureTable table)
    {
        var days = table.Months.Where(month => month.HasData)
            .SelectMany(month => Enumerable.Range(0, DateTime.DaysInMonth(month.Month.Year, month.Month.Month)).Select(month.Month.AddDays))
            .CountBy(day => Weekdays[((int)day.DayOfWeek + 6) % 7]).ToDictionary();
        return cells.Where(cell => cell.Calls.Number is > 0)
            .Select(cell => new BusiestHour(cell.Hour, cell.Weekday, cell.Calls.Number!.Value / days[cell.Weekday]))
            .MaxBy(hour => hour.Calls);
    }
}

/// <param name="Step">How full it is drawn, 0 to 5.</param>
public sealed record HeatCell(string Hour, string Weekday, ChartValue Calls, int Step);

/// <param name="Calls">Received in it on the average of the period's weeks; of the hours that are shown it has the most.</param>
public sealed record BusiestHour(string Hour, string Weekday, double Calls);
