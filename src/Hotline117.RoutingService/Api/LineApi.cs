using System.Security.Claims;
using Hotline117.Contracts;
using Hotline117.Hosting.SignIn;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// <c>/api/v1/lines</c>: every line's state. <c>POST …/lines/{id}/pause</c>, <c>…/rest</c> and <c>…/resume</c>, and <c>…/centres/{id}/pause</c> and
/// <c>…/resume</c>; <c>POST …/lines/{id}/duty</c> and <c>…/centres/{id}/duty</c> put them on duty beyond the roster. All replicas act by it within a second, and the audit trail has it.
/// A coordinator does it in her own centre only.
/// </summary>
internal static class LineApi
{
    private const int MaxMinutes = 7 * 24 * 60;

    /// <param name="Reason">At most 200 characters; no number.</param>
    /// <param name="Minutes">Up to a week; null: until somebody resumes.</param>
    public sealed record PauseRequest(string? Reason, int? Minutes);

    /// <inheritdoc cref="PauseRequest"/>
    public sealed record RestRequest(int? Minutes, string? Reason);

    /// <param name="Until">A moment within 24 hours, such as <c>2026-12-31T20:00</c> on the clock of Asia/Bishkek, or with an offset.</param>
    /// <param name="Reason">At most 200 characters; no number.</param>
    public sealed record DutyRequest(string? Until, string? Reason);

    public static void MapLines(this IEndpointRouteBuilder endpoints)
    {
        string[] people = [Roles.Dispatcher, Roles.Coordinator, Roles.Supervisor, Roles.Administrator];
        var lines = endpoints.MapGroup("/api/v1/lines");
        lines.MapGet("", async (ClaimsPrincipal who, LineStates states, RoutingData data) =>
            OwnCentre.Of(who) is not { } own ? Results.Ok(await states.AllAsync())
            : OwnCentre.Refusal(who, own) ?? Results.Ok(await states.OfAsync(data.Current.Directory.Lines.Where(line => line.Centre.Id == own))))
            .RequireRoles([Roles.Service, .. people]);
        lines.MapPost("{id}/pause", (string id, PauseRequest request, ClaimsPrincipal who, LineDesk desk) =>
            desk.HoldLineAsync(id, HoldKind.Pause, who, request.Reason, request.Minutes)).RequireRoles(people).OwnCentreOnly(CentreOfLine);
        lines.MapPost("{id}/rest", (string id, RestRequest request, ClaimsPrincipal who, LineDesk desk) =>
            desk.HoldLineAsync(id, HoldKind.Rest, who, request.Reason ?? "A rest was asked for.", request.Minutes ?? 0)).RequireRoles(people).OwnCentreOnly(CentreOfLine);
        lines.MapPost("{id}/resume", (string id, ClaimsPrincipal who, LineDesk desk) => desk.ResumeLineAsync(id, who)).RequireRoles(people).OwnCentreOnly(CentreOfLine);
        lines.MapPost("{id}/duty", (string id, DutyRequest request, ClaimsPrincipal who, DutyDesk desk) => desk.PutLineOnAsync(id, request, who)).RequireRoles(people).OwnCentreOnly(CentreOfLine);
        var centres = endpoints.MapGroup("/api/v1/centres");
        centres.MapPost("{id}/pause", (string id, PauseRequest request, ClaimsPrincipal who, LineDesk desk) =>
            desk.PauseCentreAsync(id, who, request.Reason, request.Minutes)).RequireRoles(people).OwnCentreOnly(Centre);
        centres.MapPost("{id}/resume", (string id, ClaimsPrincipal who, LineDesk desk) => desk.ResumeCentreAsync(id, who)).RequireRoles(people).OwnCentreOnly(Centre);
        centres.MapPost("{id}/duty", (string id, DutyRequest request, ClaimsPrincipal who, DutyDesk desk) => desk.PutCentreOnAsync(id, request, who)).RequireRoles(people).OwnCentreOnly(Centre);
    }

    private static string? Centre(HttpContext http) => (string?)http.GetRouteValue("id");

    private static string? CentreOfLine(HttpContext http) =>
        http.RequestServices.GetRequiredService<RoutingData>().Current.Directory.FindLine((string?)http.GetRouteValue("id") ?? "")?.Centre.Id;

    /// <summary>All that is wrong with what was asked, by field; empty where nothing is.</summary>
    public static Dictionary<string, string[]> Faults(string? reason, int? minutes)
    {
        var faults = new Dictionary<string, string[]>();
        var reasonFaults = new List<string>();
        if (string.IsNullOrWhiteSpace(reason))
        {
            reasonFaults.Add("It is missing: say in a few words why, for those who take over from you.");
        }
        else
        {
            if (reason.Length > Reason.MaxLength)
            {
                reasonFaults.Add($"It has {reason.Length} characters; at most {Reason.MaxLength} are kept.");
            }

            if (Reason.SeemsToHoldNumber(reason))
            {
                reasonFaults.Add("It seems to hold a telephone number, which must not be kept here: leave it out.");
            }
        }

        if (reasonFaults.Count > 0)
        {
            faults["reason"] = [.. reasonFaults];
        }

        if (minutes is < 1 or > MaxMinutes)
        {
            faults["minutes"] = [$"It must be from 1 to {MaxMinutes} (a week); leave it out of a pause to end it by hand."];
        }

        return faults;
    }
}
