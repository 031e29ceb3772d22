using System.Security.Claims;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Live;
using Hotline117.Hosting.SignIn;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// <c>/api/v1/calls/{callId}/explanation</c>: every decision in the call, oldest first, with what became of each line. A coordinator is told of a call that rings
/// or talks in her own centre, and of this centre's lines only.
/// </summary>
internal static class ExplanationApi
{
    public static void MapExplanations(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/calls/{callId}/explanation", GetAsync)
            .RequireRoles(Roles.Service, Roles.Dispatcher, Roles.Coordinator, Roles.Supervisor, Roles.Administrator);

    private static async Task<IResult> GetAsync(string callId, ClaimsPrincipal who, CallStore store, LiveBoard board)
    {
        OneCentre? one = null;
        if (OwnCentre.Of(who) is { } own)
        {
            var live = board.Snapshot();
            one = OneCentre.Find(live.Centres, own);
            var isThere = one is not null && live.Calls.Any(call => call.CallId == callId && one.Of(call) is not null);
            if (OwnCentre.Refusal(who, isThere ? own : null) is { } refused)
            {
                return refused;
            }
        }

        return await store.ExplainAsync(callId) is { } decisions
            ? Results.Ok(new { CallId = callId, Decisions = one is null ? decisions : [.. decisions.Select(decision => SeenFrom(one, decision))] })
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "The call is not known.",
                detail: "Explanations are kept here for a day after the call; later ones are in the events that reporting stores.");
    }

    private static Explanation SeenFrom(OneCentre one, Explanation decision) => decision with
    {
        ChosenLineId = one.Has(decision.ChosenLineId) ? decision.ChosenLineId : null,
        CutOff = decision.CutOff is { } cutOff && !one.Has(cutOff.LineId) ? new(LineId: null) : decision.CutOff,
        Considered = [.. decision.Considered.Where(line => one.Has(line.LineId))],
        NotNamed = new Dictionary<Verdict, int>(),
    };
}
