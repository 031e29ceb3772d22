using Hotline117.Web.Shared;
using Hotline117.Web.Statistics.Charts;
using Hotline117.Web.Statistics.Forecast;
using Hotline117.Web.Statistics.Reports;
using Hotline117.Web.Statistics.Staffing;
using Hotline117.Web.Statistics.Statements;
using Hotline117.Web.Statistics.Today;

namespace Hotline117.Web.Statistics;

public static class StatisticsRegistration
{
    private const string Reporting = "reporting";

    public static void AddStatistics(this IServiceCollection services, ServiceAddress reporting)
    {
        reporting.AddClient(services, Reporting);
        services.AddReportingClient<StatisticsClient>().AddReportingClient<StaffingClient>().AddReportingClient<ForecastClient>().AddReportingClient<StatementClient>().AddReportingClient<ReportClient>().AddReportingClient<ChartClient>();
        services.AddReportingClient<TodayFigures>().AddHostedService(provider => provider.GetRequiredService<TodayFigures>());
        services.AddPublicFigures();
        services.AddSingleton<PublicCharts>();
        services.AddSingleton<KeyNames>().AddSingleton<ChartNames>().AddSingleton<ChartBook>().AddSingleton<ForecastBook>().AddSingleton<StaffingBook>().AddSingleton<StatementBook>();
    }

    private static IServiceCollection AddReportingClient<TClient>(this IServiceCollection services) where TClient : class =>
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TClient>(provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(Reporting)));
}
