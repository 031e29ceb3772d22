using System.Text;
using Hotline117.Hosting.SignIn;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Files;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// Before anything is said of one entry of the roster: a coordinator may name only her own centre's lines, in an entry that is her own centre's. What is wrong with an
/// entry may tell of others, so that this is asked first; <see cref="RosterEditing"/> asks again for what it saves.
/// </summary>
internal sealed class OwnEntryOnly(DirectoryStore directories, RosterStore rosters) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return OwnCentre.Of(http.User) is { } own && OwnCentre.Refusal(http.User, await IsOwnAsync(http, own) ? own : null) is { } refused ? refused : await next(context);
    }

    private async Task<bool> IsOwnAsync(HttpContext http, string own)
    {
        var directory = await directories.LoadDirectoryAsync();
        var ofOwn = new OwnRoster(own, directory);
        var (id, stored) = ((string?)http.GetRouteValue("id"), (await rosters.LoadAsync(directory)).Content);
        var isShift = http.Request.Path.StartsWithSegments("/api/v1/rosters/shifts");
        var isOthers = isShift
            ? stored.Shifts.Any(shift => shift.Id == id && !ofOwn.IsOwn(shift.Centre, shift.Lines))
            : stored.Exceptions.Any(absence => absence.Id == id && !ofOwn.IsOwn(absence.Centre, absence.Lines));
        if (isOthers || !HttpMethods.IsPut(http.Request.Method))
        {
            return !isOthers;
        }

        // Read twice: here, and where it is saved.
        if (await SentFile.ReadAsync(http.Request) is not { } text)
        {
            return false;
        }

        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var (centre, lines) = RosterFile.ReadWhose(text);
        return ofOwn.IsOwn(centre, lines);
    }
}
