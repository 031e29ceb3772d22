using System.Security.Claims;
using Hotline117.Contracts.Live;
using Hotline117.Hosting.SignIn;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// <c>/api/v1/spoken-code</c>, for a mass-dialling attack: PUT asks callers from now on to key in a spoken number, DELETE no longer, GET tells. All switches
/// act by it within a second, and the audit trail has it.
/// </summary>
internal static class SpokenCodeApi
{
    /// <param name="Reason">At most 200 characters; no number.</param>
    public sealed record SwitchRequest(string? Reason);

    /// <param name="SpokenCode">Null while callers are asked nothing.</param>
    public sealed record SpokenCodeState(SpokenCode? SpokenCode);

    public static void MapSpokenCode(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/spoken-code", async (SpokenCodeStore store) => new SpokenCodeState(await store.LoadAsync()))
            .RequireRoles(Roles.Service, Roles.Dispatcher, Roles.Supervisor, Roles.Administrator);
        endpoints.MapPut("/api/v1/spoken-code", SwitchOnAsync).RequireRoles(Roles.Supervisor, Roles.Administrator);
        endpoints.MapDelete("/api/v1/spoken-code", SwitchOffAsync).RequireRoles(Roles.Supervisor, Roles.Administrator);
    }

    private static async Task<IResult> SwitchOnAsync(SwitchRequest request, ClaimsPrincipal who, SpokenCodeStore store, AttackWatch attack, OutboxBell bell)
    {
        var faults = LineApi.Faults(request.Reason, minutes: null);
        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults, title: "Nothing was changed.");
        }

        await store.SwitchOnAsync(who.Identity?.Name ?? "unknown", request.Reason!.Trim());
        return await DoneAsync(attack, bell);
    }

    // Off already is as good.
    private static async Task<IResult> SwitchOffAsync(ClaimsPrincipal who, SpokenCodeStore store, AttackWatch attack, OutboxBell bell)
    {
        await store.SwitchOffAsync(who.Identity?.Name ?? "unknown", reason: null);
        return await DoneAsync(attack, bell);
    }

    private static async Task<IResult> DoneAsync(AttackWatch attack, OutboxBell bell)
    {
        bell.Ring();
        await attack.RefreshAsync();
        return Results.Ok(new SpokenCodeState(attack.Current));
    }
}
