using System.Security.Claims;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Hotline117.Web.Rosters;

public static class RostersRegistration
{
    public const string FilePath = PageAccess.RostersPath + "/file";
    private const string Routing = "routing-for-rosters";

    /// <summary>By the name that RoutingService knows a format by.</summary>
    public static IReadOnlyDictionary<string, string> MediaTypes { get; } = new Dictionary<string, string> { ["csv"] = "text/csv", ["ics"] = "text/calendar" };

    public static void AddRosters(this IServiceCollection services, ServiceAddress routing)
    {
        routing.AddClient(services, Routing);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RosterClient>(provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(Routing)));
    }

    public static void MapRosterFiles(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(FilePath, DownloadAsync).RequireAuthorization(new AuthorizeAttribute { Roles = PageAccess.Rosters });

    private static async Task<IResult> DownloadAsync(string? format, ClaimsPrincipal person, RosterClient client, CancellationToken cancellation)
    {
        if (format is null || !MediaTypes.TryGetValue(format, out var mediaType))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        return await client.FileAsync(person, format, cancellation) is { } file
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(file), mediaType, $"hotline117-roster.{format}")
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
