using System.Security.Claims;
using System.Text;
using Hotline117.Contracts;
using Hotline117.Hosting.SignIn;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// <c>/api/v1/rosters</c>: the roster as JSON, YAML, CSV or iCalendar, changed as a whole or shift by shift, and looked ahead with.
/// A change needs <c>If-Match</c>; a bad one is refused as a whole, with every error by line and field.
/// A coordinator reads and changes what is her own centre's alone.
/// </summary>
internal static class RosterApi
{
    public static void MapRosters(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1/rosters");
        var readers = new[] { Roles.Service, Roles.Dispatcher, Roles.Supervisor, Roles.Administrator };
        var editors = new[] { Roles.Supervisor, Roles.Administrator };
        string[] readersOfOwn = [Roles.Coordinator, .. readers], editorsOfOwn = [Roles.Coordinator, .. editors];
        api.MapGet("", GetAsync).RequireRoles(readersOfOwn).OwnCentreOnly(OwnOrAsked);
        api.MapGet("gaps", Gaps).RequireRoles(readers);
        api.MapGet("duty", OnDuty).RequireRoles(readers);
        api.MapGet("week", WeekAsync).RequireRoles(readersOfOwn).OwnCentreOnly(OwnOrAsked);
        api.MapPut("", PutAsync).RequireRoles(editors);
        api.MapPut("shifts/{id}", PutShiftAsync).RequireRoles(editorsOfOwn).AddEndpointFilter<OwnEntryOnly>();
        api.MapDelete("shifts/{id}", DeleteShiftAsync).RequireRoles(editorsOfOwn).AddEndpointFilter<OwnEntryOnly>();
        api.MapPut("exceptions/{id}", PutExceptionAsync).RequireRoles(editorsOfOwn).AddEndpointFilter<OwnEntryOnly>();
        api.MapDelete("exceptions/{id}", DeleteExceptionAsync).RequireRoles(editorsOfOwn).AddEndpointFilter<OwnEntryOnly>();
    }

    /// <summary>Without a centre in the address a coordinator is told of her own.</summary>
    private static string? OwnOrAsked(HttpContext http) => http.Request.Query["centre"] is [{ Length: > 0 } asked] ? asked : OwnCentre.Of(http.User);

    private static async Task<IResult> GetAsync(HttpContext http, DirectoryStore directories, RosterStore rosters)
    {
        if (RosterNotation.Wanted(http.Request) is not { } notation)
        {
            return RosterNotation.Unknown(StatusCodes.Status406NotAcceptable);
        }

        var revision = await rosters.RevisionAsync();
        var tag = Precondition.Tag(revision, notation.Name);
        http.Response.Headers.ETag = tag;
        http.Response.Headers.Vary = "Accept";
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var directory = await directories.LoadDirectoryAsync();
        var roster = await rosters.LoadAsync(directory);
        if (OwnCentre.Of(http.User) is { } own)
        {
            roster = new Roster(new OwnRoster(own, directory).Of(roster.Content), directory, NationalHolidays.Calendar);
            directory = new CentreDirectory(directory.Centres.Where(centre => centre.Id == own));
        }

        return Results.Text(notation.Write(roster, directory), notation.MediaType, Encoding.UTF8);
    }

    private static async Task<IResult> PutAsync(HttpContext http, RosterEditing editing, bool dryRun = false)
    {
        if (await SentFile.ReadAsync(http.Request) is not { } text)
        {
            return SentFile.TooLarge();
        }

        return RosterNotation.Sent(http.Request) is { } notation
            ? await editing.ChangeAsync(http, "roster.replace", dryRun, (_, directory) => notation.Read(text, directory))
            : RosterNotation.Unknown(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<IResult> PutShiftAsync(HttpContext http, string id, RosterEditing editing, bool dryRun = false) =>
        await SentFile.ReadAsync(http.Request) is { } text
            ? await editing.ChangeAsync(http, "roster.shift.put", dryRun, (roster, directory) => RosterFile.ReadShift(text, "body", id, roster.Content, directory))
            : SentFile.TooLarge();

    private static Task<IResult> DeleteShiftAsync(HttpContext http, string id, RosterEditing editing, bool dryRun = false) =>
        editing.ChangeAsync(http, "roster.shift.delete", dryRun, (roster, directory) => RosterFile.WithoutShift(id, roster.Content, directory));

    private static async Task<IResult> PutExceptionAsync(HttpContext http, string id, RosterEditing editing, bool dryRun = false) =>
        await SentFile.ReadAsync(http.Request) is { } text
            ? await editing.ChangeAsync(http, "roster.exception.put", dryRun, (roster, directory) => RosterFile.ReadException(text, "body", id, roster.Content, directory))
            : SentFile.TooLarge();

    private static Task<IResult> DeleteExceptionAsync(HttpContext http, string id, RosterEditing editing, bool dryRun = false) =>
        editing.ChangeAsync(http, "roster.exception.delete", dryRun, (roster, directory) => RosterFile.WithoutException(id, roster.Content, directory));

    /// <summary>As it is stored: who has just changed it sees the change.</summary>
    private static async Task<IResult> WeekAsync(ClaimsPrincipal who, DirectoryStore directories, RosterStore rosters, TimeProvider time, string? from = null, string? centre = null)
    {
        var (moment, wrong) = LocalMoment.Read(from, time.GetUtcNow());
        if (moment is not { } start)
        {
            return SentFile.Wrong("from", wrong!);
        }

        var directory = await directories.LoadDirectoryAsync();
        return Results.Json(WeekOfRoster.Of(await rosters.LoadAsync(directory), directory, DateOnly.FromDateTime(start), OwnCentre.Of(who) ?? centre), ContractJson.Options);
    }

    private static IResult Gaps(RoutingData data, GeographyInForce geography, TimeProvider time, string? from = null, string? to = null, int? within = null)
    {
        const int mostMinutes = 7 * 24 * 60;
        var (start, wrongStart) = LocalMoment.Read(from, time.GetUtcNow());
        var (end, wrongEnd) = LocalMoment.Read(to, start is null ? time.GetUtcNow() : BishkekTime.ToInstant(start.Value + Outlook.Usual));
        var errors = new Dictionary<string, string[]>();
        if (wrongStart is not null)
        {
            errors["from"] = [wrongStart];
        }

        if (wrongEnd is not null)
        {
            errors["to"] = [wrongEnd];
        }
        else if (end <= start || end - start > CoverGaps.LongestLook)
        {
            errors["to"] = [$"write a moment after 'from', at most {CoverGaps.LongestLook.TotalDays:0} days later"];
        }

        if (within is < 0 or > mostMinutes)
        {
            errors["within"] = [$"write minutes by road, from 0 to {mostMinutes}"];
        }

        var reach = within is { } minutes ? TimeSpan.FromMinutes(minutes) : Outlook.UsualWithin;
        return errors.Count > 0
            ? Results.ValidationProblem(errors, title: "A parameter is wrong.")
            : Results.Ok(Outlook.Of(data.Current.Roster, data.Current.Directory, geography.Current.Regions, geography.Current.TravelTimes, start!.Value, end!.Value, reach));
    }

    private static IResult OnDuty(RoutingData data, TimeProvider time, string? at = null)
    {
        var (moment, wrong) = LocalMoment.Read(at, time.GetUtcNow());
        if (moment is not { } local)
        {
            return SentFile.Wrong("at", wrong!);
        }

        var (directory, roster) = (data.Current.Directory, data.Current.Roster);
        return Results.Ok(new
        {
            At = BishkekTime.ToInstant(local),
            RosterVersion = roster.Version,
            Holiday = roster.Holidays.NameOf(DateOnly.FromDateTime(local)),
            SameUntil = BishkekTime.ToInstant(roster.NextBoundary(local)),
            Lines = from line in directory.Lines
                    let duty = roster.DutyAt(line.Id, local)
                    where duty is not null && line.Centre.IsValidOn(DateOnly.FromDateTime(local))
                    select new { LineId = line.Id, CentreId = line.Centre.Id, duty.OnCall, duty.Counsellors },
        });
    }
}
