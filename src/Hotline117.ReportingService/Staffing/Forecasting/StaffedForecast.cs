using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Staffing.Forecasting;

/// <summary>The fewest counsellors for each hour of a forecast.</summary>
public static class StaffedForecast
{
    /// <summary>The formulas want some calls; with fewer one counsellor is enough anyway.</summary>
    private const double LeastCallsPerHour = 0.01;

    public static DemandForecast Of(DemandForecast forecast, ServiceWanted service)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(service);
        int Fewest(double callsPerHour) =>
            StaffingPlan.Fewest(new(Math.Clamp(callsPerHour, LeastCallsPerHour, StaffingQuestion.MostCallsPerHour), service.HandleSeconds, service.PatienceSeconds), service.Goal);

        return forecast with
        {
            Service = new(service.HandleSeconds, service.PatienceSeconds, service.Goal.AnsweredWithinSeconds, service.Goal.ShortAbandonSeconds, service.Goal.ServiceLevel),
            Hours = [.. forecast.Hours.Select(hour => hour with { Counsellors = Fewest(hour.Expected), CounsellorsAtHigh = Fewest(hour.High) })],
        };
    }
}
