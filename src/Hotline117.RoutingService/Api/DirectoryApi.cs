using System.Security.Claims;
using System.Text;
using Hotline117.Hosting.SignIn;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// <c>/api/v1/centres</c>: GET as JSON, PUT as YAML or JSON with <c>If-Match</c>. A bad file is refused as a whole, with every error
/// by line and field. No answer holds a line's number. Of a secret centre GET tells the town alone, whoever asks; <c>POST …/{id}/details</c> opens it, see
/// <see cref="SecretDesk"/>. A coordinator reads her own centre at <c>…/{id}</c>; PATCH changes one
/// centre's fields, by a JSON merge patch, and leaves its numbers.
/// </summary>
internal static class DirectoryApi
{
    private const string Notation = "json";

    public static void MapDirectory(this IEndpointRouteBuilder endpoints)
    {
        var readers = new[] { Roles.Service, Roles.Dispatcher, Roles.Supervisor, Roles.Administrator };
        var api = endpoints.MapGroup("/api/v1");
        api.MapGet("regions", (RoutingData data) => data.Regions.All.Select(region => new { region.Id, region.Parent, region.Name })).RequireRoles([.. readers, Roles.Ministry]);
        api.MapGet("centres", GetCentresAsync).RequireRoles(readers);
        api.MapGet("centres/public", GetPublicCentres).RequireRoles([.. readers, Roles.Ministry]);
        api.MapGet("centres/{id}", GetCentreAsync).RequireRoles([Roles.Coordinator, .. readers]).OwnCentreOnly(http => (string?)http.GetRouteValue("id"));
        api.MapPost("centres/{id}/details", (string id, SecretDesk.OpenRequest request, ClaimsPrincipal who, SecretDesk desk) => desk.OpenAsync(id, request.Reason, who))
            .RequireRoles(Roles.Supervisor, Roles.Administrator);
        api.MapPut("centres", PutCentresAsync).RequireRoles(Roles.Administrator);
        api.MapPatch("centres/{id}", PatchCentreAsync).RequireRoles(Roles.Administrator);
    }

    private static async Task<IResult> GetCentresAsync(HttpResponse response, DirectoryStore store)
    {
        response.Headers.ETag = Precondition.Tag(await store.DirectoryRevisionAsync(), Notation);
        return Results.Text(DirectoryFile.WriteForStaff(await store.LoadDirectoryAsync()), "application/json", Encoding.UTF8);
    }

    private static async Task<IResult> GetCentreAsync(string id, HttpResponse response, DirectoryStore store)
    {
        response.Headers.ETag = Precondition.Tag(await store.DirectoryRevisionAsync(), Notation);
        var directory = await store.LoadDirectoryAsync();
        return directory.FindCentre(id) is { } centre
            ? Results.Text(DirectoryFile.WriteForStaff(centre, opened: false), "application/json", Encoding.UTF8)
            : LineDesk.Unknown("centre", id, directory.Centres.Select(each => each.Id));
    }

    /// <summary>From memory: whoever asks for it costs no call a moment.</summary>
    private static IResult GetPublicCentres(RoutingData data, TimeProvider time) => data.IsLoaded
        ? Results.Ok(PublicListing.Of(data.Current.Directory, data.Regions, DateOnly.FromDateTime(BishkekTime.ToLocal(time.GetUtcNow()))))
        : Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The directory has not been read yet.", detail: "Ask again in a few seconds.");

    private static async Task<IResult> PutCentresAsync(HttpContext http, DirectoryEditing editing, RoutingData data) => await SentFile.ReadAsync(http.Request) is { } text
        ? await editing.ChangeAsync(http, "directory.replace", _ => DirectoryFile.Read(text, "body", data.Regions), SentFile.Refused)
        : SentFile.TooLarge();

    private static async Task<IResult> PatchCentreAsync(string id, HttpContext http, DirectoryEditing editing, RoutingData data) => await SentFile.ReadAsync(http.Request) is { } patch
        ? await editing.ChangeAsync(
            http, "directory.centre", directory => directory.FindCentre(id) is { } centre ? DirectoryFile.ReadChange(patch, centre, directory, data.Regions) : null, SentFile.RefusedFields)
        : SentFile.TooLarge();
}
