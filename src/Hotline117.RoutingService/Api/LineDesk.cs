using System.Security.Claims;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>What people do to lines.</summary>
internal sealed class LineDesk(LineStore store, LineConditions conditions, LineStates states, RoutingData data, OutboxBell bell, TimeProvider time)
{
    public async Task<IResult> HoldLineAsync(string id, HoldKind kind, ClaimsPrincipal who, string? reason, int? minutes) =>
        data.Current.Directory.FindLine(id) is { } line ? await HoldAsync(id, kind, who, reason, minutes, [line]) : UnknownLine(id);

    public async Task<IResult> PauseCentreAsync(string id, ClaimsPrincipal who, string? reason, int? minutes) =>
        data.Current.Directory.FindCentre(id) is { } centre
            ? await HoldAsync(id, HoldKind.CentrePause, who, reason, minutes, LinesOf(centre))
            : UnknownCentre(id);

    public async Task<IResult> ResumeLineAsync(string id, ClaimsPrincipal who)
    {
        if (data.Current.Directory.FindLine(id) is not { } line)
        {
            return UnknownLine(id);
        }

        await store.ReleaseAsync(id, NameOf(who), "line.resume", HoldKind.Pause, HoldKind.Unanswered, HoldKind.Rest, HoldKind.HardCall, HoldKind.ShiftLimit);
        return await DoneAsync([line]);
    }

    public async Task<IResult> ResumeCentreAsync(string id, ClaimsPrincipal who)
    {
        if (data.Current.Directory.FindCentre(id) is not { } centre)
        {
            return UnknownCentre(id);
        }

        await store.ReleaseAsync(id, NameOf(who), "centre.resume", HoldKind.CentrePause);
        return await DoneAsync(LinesOf(centre));
    }

    private async Task<IResult> HoldAsync(string id, HoldKind kind, ClaimsPrincipal who, string? reason, int? minutes, IEnumerable<DirectoryLine> lines)
    {
        var faults = LineApi.Faults(reason, minutes);
        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults, title: "Nothing was changed.");
        }

        var now = time.GetUtcNow();
        var until = minutes is { } some ? now.AddMinutes(some) : (DateTimeOffset?)null;
        await store.HoldAsync(id, new LineHold(kind, NameOf(who), reason!.Trim(), now, until));
        return await DoneAsync(lines);
    }

    private async Task<IResult> DoneAsync(IEnumerable<DirectoryLine> lines)
    {
        bell.Ring();
        await conditions.RefreshAsync();
        return Results.Ok(await states.OfAsync(lines));
    }

    private IEnumerable<DirectoryLine> LinesOf(Centre centre) => centre.Lines.Select(line => data.Current.Directory.FindLine(line.Id)!);

    private static string NameOf(ClaimsPrincipal who) => who.Identity?.Name ?? "unknown";

    private IResult UnknownLine(string id) => Unknown("line", id, data.Current.Directory.Lines.Select(line => line.Id));

    private IResult UnknownCentre(string id) => Unknown("centre", id, data.Current.Directory.Centres.Select(centre => centre.Id));

    public static IResult Unknown(string kind, string id, IEnumerable<string> known) => Results.Problem(
        statusCode: StatusCodes.Status404NotFound, title: $"There is no such {kind}.",
        detail: Suggestion.Or("GET /api/v1/centres names all that there are", id, known) + ".");
}
