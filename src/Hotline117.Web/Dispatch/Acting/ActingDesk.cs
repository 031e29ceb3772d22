using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Hosting.SignIn;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;

namespace Hotline117.Web.Dispatch.Acting;

/// <summary>Acts at RoutingService for whoever is signed in, so that their role decides and their name stands in the audit trail; and asks it why.</summary>
public sealed class ActingDesk(HttpClient http, Sessions sessions, ILogger<ActingDesk> logger)
{
    private sealed record Explained(string CallId, IReadOnlyList<Explanation> Decisions);

    public async Task<ActOutcome> DoAsync(Act act, Written written, ClaimsPrincipal person)
    {
        if (!sessions.Use(person.FindFirstValue(SessionCookie.SessionClaim) ?? ""))
            return new ActOutcome.SessionOver();
        var reason = act.TakesBack && act.NeedsReason ? $"?reason={Uri.EscapeDataString(written.Reason)}" : null;
        using var request = OnBehalfOf.Request(person, act.TakesBack ? HttpMethod.Delete : HttpMethod.Post, new Uri($"api/v1/{act.Path}{reason}", UriKind.Relative));
        request.Content = act.TakesBack ? null : JsonContent.Create(act.Body(written));
        try
        {
            using var answer = await http.SendAsync(request);
            return !answer.IsSuccessStatusCode ? await RefusedAsync(answer)
                : act.Tells is null ? new ActOutcome.Done()
                : Member(await answer.Content.ReadFromJsonAsync<JsonElement>(), act.Tells) is { } told ? new ActOutcome.Done(told) : new ActOutcome.Unknown();
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or JsonException)
        {
            logger.LogWarning("{Act} was sent and not answered: {Fault}", act.Name, fault.Message);
            return new ActOutcome.Unknown();
        }
    }

    /// <returns>Every decision in the call, oldest first; none where it has none; null where they can't be had.</returns>
    public async Task<IReadOnlyList<Explanation>?> ExplainAsync(string callId, ClaimsPrincipal person, CancellationToken cancellation)
    {
        try
        {
            using var request = OnBehalfOf.Request(person, HttpMethod.Get, new Uri($"api/v1/calls/{Uri.EscapeDataString(callId)}/explanation", UriKind.Relative));
            using var answer = await http.SendAsync(request, cancellation);
            return answer.StatusCode is HttpStatusCode.NotFound ? []
                : !answer.IsSuccessStatusCode ? null
                : (await answer.Content.ReadFromJsonAsync<Explained>(ContractJson.Options, cancellation))?.Decisions;
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("A call's explanation can't be had: {Fault}", fault.Message);
            return null;
        }
    }

    private static async Task<ActOutcome.Refused> RefusedAsync(HttpResponseMessage answer)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            var code = Member(problem, "code") ?? answer.StatusCode switch
            {
                HttpStatusCode.Forbidden => "forbidden",
                HttpStatusCode.BadRequest => "bad",
                _ => "failed",
            };
            return new(code, Member(problem, "by"));
        }
        catch (JsonException)
        {
            return new(answer.StatusCode is HttpStatusCode.Forbidden ? "forbidden" : "failed", null);
        }
    }

    private static string? Member(JsonElement problem, string name) =>
        problem.ValueKind is JsonValueKind.Object && problem.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
