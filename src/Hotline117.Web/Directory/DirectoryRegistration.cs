using Hotline117.Web.Shared;

namespace Hotline117.Web.Directory;

public static class DirectoryRegistration
{
    private const string Routing = "routing-for-the-directory";

    public static void AddDirectory(this IServiceCollection services, ServiceAddress routing)
    {
        routing.AddClient(services, Routing);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DirectoryClient>(provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(Routing)));
    }
}
