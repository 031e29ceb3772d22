using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics;

public static class StatisticsRegistration
{
    private const string Reporting = "reporting";

    public static void AddStatistics(this IServiceCollection services, ServiceAddress reporting)
    {
        reporting.AddClient(services, Reporting);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<StatisticsClient>(
            provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(Reporting)));
    }
}
