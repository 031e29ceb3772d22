using Hotline117.Web.Shared;

namespace Hotline117.Web.Centres;

public static class CentresRegistration
{
    public const string FeedPath = "/public/v1/centres";
    private const string Routing = "routing-for-the-public";

    public static void AddCentres(this IServiceCollection services, ServiceAddress routing)
    {
        routing.AddClient(services, Routing);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CentreFeed>(provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(Routing)));
        services.AddHostedService(provider => provider.GetRequiredService<CentreFeed>());
        services.AddPublicRateLimit();
    }

    public static void MapCentres(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(FeedPath, Read).AllowAnonymous().RequireRateLimiting(PublicRateLimit.PerAddress);

    private static IResult Read(HttpContext context, CentreFeed feed)
    {
        if (feed.Current is not { } centres)
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("The list can't be had now; try again in a few seconds.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        context.Response.Headers.CacheControl = "public, max-age=300";
        // Answers 304 where the tag is that of If-None-Match.
        return TypedResults.Bytes(centres.Body, "application/json; charset=utf-8", entityTag: centres.Tag);
    }
}
