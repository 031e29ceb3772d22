using System.Text;
using Hotline117.Hosting.SignIn;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Files;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// <c>/api/v1/centres</c> and <c>/api/v1/rosters</c>: GET as JSON, PUT as YAML or JSON. A bad file is refused as a whole, with every error
/// by line and field. No answer holds a line's number.
/// </summary>
internal static class DirectoryApi
{
    private const int MaxBytes = 5 << 20;

    public static void MapDirectory(this IEndpointRouteBuilder endpoints)
    {
        var readers = new[] { Roles.Service, Roles.Dispatcher, Roles.Supervisor, Roles.Administrator };
        var api = endpoints.MapGroup("/api/v1");
        api.MapGet("regions", (RoutingData data) => data.Regions.All.Select(region => new { region.Id, region.Name })).RequireRoles([.. readers, Roles.Ministry]);
        api.MapGet("centres", (RoutingData data) => Json(DirectoryFile.Write(data.Current.Directory, FileFormat.Json, NumbersInFile.None))).RequireRoles(readers);
        api.MapPut("centres", PutCentresAsync).RequireRoles(Roles.Administrator);
        api.MapGet("rosters", (RoutingData data) => Json(RosterFile.Write(data.Current.Roster, FileFormat.Json))).RequireRoles(readers);
        api.MapPut("rosters", PutRosterAsync).RequireRoles(Roles.Administrator, Roles.Supervisor);
    }

    private static async Task<IResult> PutCentresAsync(HttpRequest request, DirectoryStore store, RoutingData data)
    {
        if (await RequestText.ReadAsync(request, MaxBytes) is not { } text)
        {
            return RequestText.TooLarge(MaxBytes);
        }

        var file = DirectoryFile.Read(text, "body", data.Regions);
        if (!file.IsValid)
        {
            return RequestText.Refused(file.Problems);
        }

        // A line that leaves the directory would leave shifts behind that name nobody.
        var roster = RosterFile.Read(RosterFile.Write(data.Current.Roster, FileFormat.Json), "roster in force", file.Value);
        if (!roster.IsValid && data.Current.Roster.Shifts.Count > 0)
        {
            return RequestText.Refused(roster.Problems);
        }

        await store.SaveAsync(file.Value);
        return Results.Ok(new { file.Value.Version, Centres = file.Value.Centres.Count, Lines = file.Value.Lines.Count });
    }

    private static async Task<IResult> PutRosterAsync(HttpRequest request, DirectoryStore store)
    {
        if (await RequestText.ReadAsync(request, MaxBytes) is not { } text)
        {
            return RequestText.TooLarge(MaxBytes);
        }

        var file = RosterFile.Read(text, "body", await store.LoadDirectoryAsync());
        if (!file.IsValid)
        {
            return RequestText.Refused(file.Problems);
        }

        await store.SaveAsync(file.Value);
        return Results.Ok(new { file.Value.Version, Shifts = file.Value.Shifts.Count });
    }

    private static IResult Json(string text) => Results.Text(text, "application/json", Encoding.UTF8);
}
