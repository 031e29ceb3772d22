using Hotline117.Web.Dispatch.Acting;
using Hotline117.Web.Dispatch.Alarms;
using Hotline117.Web.Dispatch.Board;
using Hotline117.Web.Dispatch.Callbacks;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Dispatch;

public static class DispatchRegistration
{
    private const string Routing = "routing";

    public static void AddDispatchBoard(this IServiceCollection services, ServiceAddress routing)
    {
        routing.AddClient(services, Routing);
        services.AddSingleton<LiveBoard>();
        services.AddSingleton(WithClient<LiveFeedClient>);
        services.AddHostedService<LiveFeed>();
        services.AddSingleton(WithClient<RegionDirectory>);
        services.AddSingleton<BoardViews>();
        services.AddSingleton(WithClient<ActingDesk>);
        services.AddSingleton(WithClient<PastAlarmsClient>);
        services.AddSingleton(WithClient<CallbackClient>);
        services.AddHostedService(provider => provider.GetRequiredService<RegionDirectory>());
        services.AddHealthChecks().AddCheck<FeedHealthCheck>("live-feed");
    }

    private static T WithClient<T>(IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<T>(services, services.GetRequiredService<IHttpClientFactory>().CreateClient(Routing));
}
