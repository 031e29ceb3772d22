using Hotline117.Contracts.Statistics;
using Hotline117.Web.Statistics.Charts;

namespace Hotline117.Web.Statistics.Forecast;

/// <summary>A number of each hour of a forecast, as a map of the week.</summary>
public static class ForecastHeat
{
    /// <param name="most">Of both maps that are to be compared.</param>
    public static HeatMap Of(DemandForecast forecast, Func<ForecastHour, double> number, double most)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        var hours = forecast.Hours.ToDictionary(hour => (hour.HourOfDay, hour.Weekday), number);
        return new([.. from hour in HeatMap.Hours
                       from weekday in HeatMap.Weekdays
                       let value = (ChartValue)hours[(hour, weekday)]
                       select new HeatCell(hour, weekday, value, HeatMap.StepOf(value, most))], null);
    }
}
