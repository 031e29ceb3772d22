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
/// <see cref="SecretDesk"/>. A coordinator reads her own centre at <c>…/{id}</c>.
/// </summary>
internal static class DirectoryApi
{
    private const string Notation = "json";
    private const int Attempts = 5;

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

    private static async Task<IResult> PutCentresAsync(HttpContext http, DirectoryStore store, RosterStore rosters, RoutingData data, GeographyInForce geography, TimeProvider time)
    {
        if (await SentFile.ReadAsync(http.Request) is not { } text)
        {
            return SentFile.TooLarge();
        }

        if (Precondition.Of(http.Request) is not { } precondition)
        {
            return Precondition.Missing();
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // Revisions first: what is read after them is theirs, or the change is refused.
            var madeFrom = new MadeFrom(await store.DirectoryRevisionAsync(), await rosters.RevisionAsync());
            if (!precondition.Holds(madeFrom.Directory!))
            {
                return Precondition.Failed(http.Response, madeFrom.Directory!, Notation);
            }

            var file = DirectoryFile.Read(text, "body", data.Regions);
            if (!file.IsValid)
            {
                return SentFile.Refused(file.Problems);
            }

            // A line that leaves the directory would leave shifts behind that name nobody.
            var before = await store.LoadDirectoryAsync();
            var current = await rosters.LoadAsync(before);
            var roster = RosterFile.Read(RosterFile.Write(current, FileFormat.Json), "roster in force", file.Value);
            if (!roster.IsValid && current.Shifts.Count > 0)
            {
                if (madeFrom != new MadeFrom(await store.DirectoryRevisionAsync(), await rosters.RevisionAsync()))
                {
                    continue;
                }

                return SentFile.Refused(roster.Problems);
            }

            if (await store.SaveAsync(file.Value, before, madeFrom, http.User.Identity?.Name ?? "unknown") is { } revision)
            {
                http.Response.Headers.ETag = Precondition.Tag(revision, Notation);
                var inForce = roster.IsValid ? roster.Value : Roster.Empty;
                var outlook = Outlook.Of(inForce, file.Value, geography.Current.Regions, geography.Current.TravelTimes, time.GetUtcNow());
                return Results.Ok(new
                {
                    file.Value.Version,
                    Centres = file.Value.Centres.Count,
                    Lines = file.Value.Lines.Count,
                    Warnings = Warning.Of(outlook, inForce, file.Value),
                });
            }
        }

        return Precondition.Busy();
    }
}
