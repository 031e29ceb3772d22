using System.Security.Claims;
using Hotline117.Hosting.SignIn;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>The one way in which the API changes the roster.</summary>
internal sealed class RosterEditing(DirectoryStore directories, RosterStore rosters, GeographyInForce geography, TimeProvider time)
{
    private const int Attempts = 5;

    /// <param name="make">The new roster from the current one; asked again where somebody else's change came in between. Null where what is to be changed is not there.</param>
    public async Task<IResult> ChangeAsync(HttpContext http, string action, bool dryRun, Func<Roster, CentreDirectory, FileResult<Roster>?> make)
    {
        if (Precondition.Of(http.Request) is not { } precondition)
        {
            return Precondition.Missing();
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // Revisions first: what is read after them is theirs, or the change is refused.
            var madeFrom = await NowAsync();
            if (!precondition.Holds(madeFrom.Roster!))
            {
                return Precondition.Failed(http.Response, madeFrom.Roster!, "json");
            }

            var directory = await directories.LoadDirectoryAsync();
            var before = await rosters.LoadAsync(directory);
            var file = make(before, directory);
            // What was read may be another editor's already: then it is his change that this one clashes with, and the tag says so.
            if (file is not { IsValid: true } && await HasChangedAsync(madeFrom))
            {
                continue;
            }

            if (file is null)
            {
                return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "The roster has no such entry.");
            }

            if (!file.IsValid)
            {
                return SentFile.Refused(file.Problems);
            }

            if (OwnCentre.Of(http.User) is { } own
                && OwnCentre.Refusal(http.User, new OwnRoster(own, directory).LeavesOthers(before.Content, file.Value.Content) ? own : null) is { } refused)
            {
                return refused;
            }

            if (dryRun)
            {
                return Answer(http.User, file.Value, directory, saved: false);
            }

            if (await rosters.SaveAsync(file.Value, before, madeFrom, http.User.Identity?.Name ?? "unknown", action) is { } revision)
            {
                http.Response.Headers.ETag = Precondition.Tag(revision, "json");
                return Answer(http.User, file.Value, directory, saved: true);
            }
        }

        return Precondition.Busy();
    }

    /// <summary>A change that is made from the roster as it is, whatever somebody has seen of it.</summary>
    /// <param name="make">Asked again where somebody else's change came in between. It must follow <see cref="RosterRules"/>; null where there is nothing to change.</param>
    public async Task<IResult> AmendAsync(ClaimsPrincipal who, string action, string reason, Func<Roster, RosterContent?> make, Func<IResult> nothing)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var madeFrom = await NowAsync();
            var directory = await directories.LoadDirectoryAsync();
            var before = await rosters.LoadAsync(directory);
            if (make(before) is not { } content)
            {
                return nothing();
            }

            var roster = new Roster(content, directory, NationalHolidays.Calendar);
            if (await rosters.SaveAsync(roster, before, madeFrom, who.Identity?.Name ?? "unknown", action, reason) is not null)
            {
                return Answer(who, roster, directory, saved: true);
            }
        }

        return Precondition.Busy();
    }

    private async Task<MadeFrom> NowAsync() => new(await directories.DirectoryRevisionAsync(), await rosters.RevisionAsync());

    private async Task<bool> HasChangedAsync(MadeFrom madeFrom) => madeFrom != await NowAsync();

    private IResult Answer(ClaimsPrincipal who, Roster roster, CentreDirectory directory, bool saved)
    {
        // What may be a mistake tells of all regions and centres.
        if (OwnCentre.Of(who) is not null)
        {
            return Results.Ok(new { roster.Version, Saved = saved });
        }

        var country = geography.Current;
        var outlook = Outlook.Of(roster, directory, country.Regions, country.TravelTimes, time.GetUtcNow());
        var warnings = Warning.Of(outlook, roster, directory);
        return saved
            ? Results.Ok(new { roster.Version, Shifts = roster.Shifts.Count, Saved = true, outlook.HandOvers, Warnings = warnings })
            : Results.Ok(new { roster.Version, Shifts = roster.Shifts.Count, Saved = false, Outlook = outlook, Warnings = warnings });
    }
}
