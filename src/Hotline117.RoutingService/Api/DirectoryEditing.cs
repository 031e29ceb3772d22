using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>The one way in which the API changes the directory.</summary>
internal sealed class DirectoryEditing(DirectoryStore store, RosterStore rosters, GeographyInForce geography, TimeProvider time)
{
    private const string Notation = "json";
    private const int Attempts = 5;

    /// <param name="make">The new directory from the current one; asked again where somebody else's change came in between. Null where what is to be changed is not there.</param>
    /// <param name="refuse">The answer to a faulty one.</param>
    public async Task<IResult> ChangeAsync(
        HttpContext http, string action, Func<CentreDirectory, FileResult<CentreDirectory>?> make, Func<IReadOnlyList<FileProblem>, IResult> refuse)
    {
        if (Precondition.Of(http.Request) is not { } precondition)
        {
            return Precondition.Missing();
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // Revisions first: what is read after them is theirs, or the change is refused.
            var madeFrom = await NowAsync();
            if (!precondition.Holds(madeFrom.Directory!))
            {
                return Precondition.Failed(http.Response, madeFrom.Directory!, Notation);
            }

            var before = await store.LoadDirectoryAsync();
            var file = make(before);
            // What was read may be another editor's already: then it is his change that this one clashes with, and the tag says so.
            if (file is not { IsValid: true } && madeFrom != await NowAsync())
            {
                continue;
            }

            if (file is null)
            {
                return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "The directory has no such centre.");
            }

            if (!file.IsValid)
            {
                return refuse(file.Problems);
            }

            // A line that leaves the directory would leave shifts behind that name nobody.
            var current = await rosters.LoadAsync(before);
            var roster = RosterFile.Read(RosterFile.Write(current, FileFormat.Json), "roster in force", file.Value);
            if (!roster.IsValid && current.Shifts.Count > 0)
            {
                if (madeFrom != await NowAsync())
                {
                    continue;
                }

                return refuse(roster.Problems);
            }

            if (await store.SaveAsync(file.Value, before, madeFrom, http.User.Identity?.Name ?? "unknown", action) is { } revision)
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

    private async Task<MadeFrom> NowAsync() => new(await store.DirectoryRevisionAsync(), await rosters.RevisionAsync());
}
