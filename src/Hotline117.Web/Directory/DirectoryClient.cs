using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Hotline117.Contracts;
using Hotline117.Hosting.SignIn;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Directory;

/// <param name="Fault">Of <c>Directory.Fault.FAULT</c>; null where there is a centre.</param>
/// <param name="Tag">That a change of the directory names.</param>
public sealed record CentreAnswer(DirectoryCentre? Centre, string? Fault, string Tag = "");

/// <param name="Fault">Of <c>Directory.Edit.Fault.FAULT</c>, or <c>Outdated</c>; null where it is done.</param>
/// <param name="Wrong">What is wrong with which field, in the router's words.</param>
public sealed record CentreChange(string? Fault, IReadOnlyDictionary<string, string[]> Wrong);

/// <summary>Reads the directory from RoutingService for whoever is signed in: the router decides what of it they are told.</summary>
public sealed class DirectoryClient(HttpClient http, ILogger<DirectoryClient> logger)
{
    private static readonly Dictionary<string, string[]> None = [];

    private sealed record Listed(IReadOnlyList<DirectoryCentre> Centres);

    private sealed record Refused(Dictionary<string, string[]>? Errors);

    /// <returns>All centres, of which a coordinator's own is all she is told of; null while they can't be had.</returns>
    public async Task<IReadOnlyList<DirectoryCentre>?> AllAsync(ClaimsPrincipal person, CancellationToken cancellation)
    {
        if (OwnCentre.Of(person) is { } own)
            return await CentreAsync(person, own, cancellation) is { Centre: { } centre } ? [centre] : null;
        try
        {
            using var request = OnBehalfOf.Request(person, HttpMethod.Get, new Uri("api/v1/centres", UriKind.Relative));
            using var answer = (await http.SendAsync(request, cancellation)).EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<Listed>(ContractJson.Options, cancellation))?.Centres;
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("The directory can't be had (for 401 or 403 check Routing:ApiKey): {Fault}", fault.Message);
            return null;
        }
    }

    public async Task<CentreAnswer> CentreAsync(ClaimsPrincipal person, string id, CancellationToken cancellation)
    {
        using var request = OnBehalfOf.Request(person, HttpMethod.Get, Address(id));
        return await AskAsync(request, cancellation);
    }

    /// <summary>The router writes the person and the reason into the audit trail before it tells anything.</summary>
    public async Task<CentreAnswer> OpenAsync(ClaimsPrincipal person, string id, string reason, CancellationToken cancellation)
    {
        using var request = OnBehalfOf.Request(person, HttpMethod.Post, Address(id, "/details"));
        request.Content = JsonContent.Create(new { reason });
        return await AskAsync(request, cancellation);
    }

    public async Task<CentreChange> ChangeAsync(ClaimsPrincipal person, string id, JsonObject patch, string tag, CancellationToken cancellation)
    {
        using var request = OnBehalfOf.Request(person, HttpMethod.Patch, Address(id));
        if (!EntityTagHeaderValue.TryParse(tag, out var seen))
            return new("Outdated", None);
        request.Headers.IfMatch.Add(seen);
        request.Content = new StringContent(patch.ToJsonString(), Encoding.UTF8, "application/merge-patch+json");
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => new(null, None),
                HttpStatusCode.PreconditionFailed => new("Outdated", None),
                HttpStatusCode.NotFound => new("Gone", None),
                HttpStatusCode.Forbidden => new("Forbidden", None),
                HttpStatusCode.BadRequest => new("Wrong", (await answer.Content.ReadFromJsonAsync<Refused>(ContractJson.Options, cancellation))?.Errors ?? None),
                _ => new("Unreachable", None),
            };
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("A change of the directory was sent and not answered: {Fault}", fault.Message);
            return new("Unknown", None);
        }
    }

    private async Task<CentreAnswer> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => new(await answer.Content.ReadFromJsonAsync<DirectoryCentre>(ContractJson.Options, cancellation), null, answer.Headers.ETag?.Tag ?? ""),
                HttpStatusCode.NotFound => new(null, "Gone"),
                HttpStatusCode.Forbidden => new(null, "Forbidden"),
                HttpStatusCode.BadRequest => new(null, "Wrong"),
                _ => new(null, "Unreachable"),
            };
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("A centre of the directory can't be had: {Fault}", fault.Message);
            return new(null, "Unreachable");
        }
    }

    private static Uri Address(string id, string below = "") => new($"api/v1/centres/{Uri.EscapeDataString(id)}{below}", UriKind.Relative);
}
