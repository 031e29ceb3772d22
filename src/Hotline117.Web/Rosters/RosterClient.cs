using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Hotline117.Contracts;
using Hotline117.Contracts.Rosters;
using Hotline117.Hosting.SignIn;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Rosters;

/// <summary>The roster as it is, and the tag that a change of it names.</summary>
public sealed record StoredRoster(JsonObject Content, string Tag);

/// <summary>What became of a change.</summary>
/// <param name="Fault">Of <c>Rosters.Fault.FAULT</c>; null where it is done.</param>
/// <param name="Found">What is wrong, or what may be a mistake.</param>
public sealed record RosterAnswer(string? Fault, IReadOnlyList<RosterProblem> Found);

/// <summary>Reads the roster from RoutingService and changes it there for whoever is signed in, so that their role decides and their name stands in the audit trail.</summary>
public sealed class RosterClient(HttpClient http, ILogger<RosterClient> logger)
{
    private sealed record Warned(string Subject, string What, string Remedy, string? Code, IReadOnlyList<string>? Arguments);

    private sealed record Saved(IReadOnlyList<Warned>? Warnings);

    private sealed record Refused(IReadOnlyList<RosterProblem>? Problems, string? Title);

    public Task<RosterWeek?> WeekAsync(ClaimsPrincipal person, DateOnly monday, string? centre, CancellationToken cancellation) => ReadAsync(
        async () =>
        {
            using var answer = await GetAsync(person, $"week?from={BishkekTime.Iso(monday)}{(centre is null ? "" : $"&centre={Uri.EscapeDataString(centre)}")}", cancellation);
            return await answer.Content.ReadFromJsonAsync<RosterWeek>(ContractJson.Options, cancellation);
        },
        cancellation);

    public Task<CoverAhead?> CoverAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) => ReadAsync(
        () => http.GetFromJsonAsync<CoverAhead>(Address($"gaps?from={Moment(from)}&to={Moment(to)}"), ContractJson.Options, cancellation), cancellation);

    public Task<StoredRoster?> RosterAsync(ClaimsPrincipal person, CancellationToken cancellation) => ReadAsync(
        async () =>
        {
            using var answer = await GetAsync(person, "?format=json", cancellation);
            return new StoredRoster((await answer.Content.ReadFromJsonAsync<JsonObject>(cancellation))!, answer.Headers.ETag?.Tag ?? "");
        },
        cancellation);

    /// <summary>The newest first. It is of the whole hotline, so that a coordinator has none.</summary>
    public Task<IReadOnlyList<StoredEdit>?> TrailAsync(ClaimsPrincipal person, CancellationToken cancellation) => OwnCentre.Of(person) is not null ? Task.FromResult<IReadOnlyList<StoredEdit>?>([]) : ReadAsync(
        async () =>
        {
            using var request = OnBehalfOf.Request(person, HttpMethod.Get, new Uri("api/v1/audit?count=100", UriKind.Relative));
            using var answer = (await http.SendAsync(request, cancellation)).EnsureSuccessStatusCode();
            return await answer.Content.ReadFromJsonAsync<IReadOnlyList<StoredEdit>>(ContractJson.Options, cancellation);
        },
        cancellation);

    public Task<string?> FileAsync(ClaimsPrincipal person, string format, CancellationToken cancellation) => ReadAsync(
        async () =>
        {
            using var answer = await GetAsync(person, $"?format={format}", cancellation);
            return (string?)await answer.Content.ReadAsStringAsync(cancellation);
        },
        cancellation);

    /// <param name="address">Below <c>api/v1/rosters</c>.</param>
    /// <param name="content">Null where something is removed.</param>
    public async Task<RosterAnswer> ChangeAsync(ClaimsPrincipal person, string address, string? content, string mediaType, string tag, CancellationToken cancellation)
    {
        using var request = OnBehalfOf.Request(person, content is null ? HttpMethod.Delete : HttpMethod.Put, Address(address));
        if (!EntityTagHeaderValue.TryParse(tag, out var seen))
            return new("Outdated", []);
        request.Headers.IfMatch.Add(seen);
        if (content is not null)
            request.Content = new StringContent(content, Encoding.UTF8, mediaType);
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => new(null, Told(await answer.Content.ReadFromJsonAsync<Saved>(ContractJson.Options, cancellation))),
                HttpStatusCode.PreconditionFailed => new("Outdated", []),
                HttpStatusCode.NotFound => new("Gone", []),
                HttpStatusCode.Forbidden => new("Forbidden", []),
                HttpStatusCode.BadRequest => new("Wrong", Told(await answer.Content.ReadFromJsonAsync<Refused>(ContractJson.Options, cancellation))),
                HttpStatusCode.RequestEntityTooLarge => new("TooLarge", []),
                _ => new("Unreachable", []),
            };
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("A change of the roster was sent and not answered: {Fault}", fault.Message);
            return new("Unknown", []);
        }
    }

    private async Task<HttpResponseMessage> GetAsync(ClaimsPrincipal person, string below, CancellationToken cancellation)
    {
        using var request = OnBehalfOf.Request(person, HttpMethod.Get, Address(below));
        return (await http.SendAsync(request, cancellation)).EnsureSuccessStatusCode();
    }

    private async Task<T?> ReadAsync<T>(Func<Task<T?>> ask, CancellationToken cancellation) where T : class
    {
        try
        {
            return await ask();
        }
        catch (Exception fault) when (ServiceFault.Is(fault, cancellation))
        {
            logger.LogWarning("The roster can't be had (for 401 or 403 check Routing:ApiKey): {Fault}", fault.Message);
            return null;
        }
    }

    private static IReadOnlyList<RosterProblem> Told(Saved? saved) =>
        [.. saved?.Warnings?.Select(warning => new RosterProblem(0, "", $"{warning.Subject}: {warning.What}; {warning.Remedy}", warning.Code, warning.Arguments, About: warning.Subject)) ?? []];

    private static IReadOnlyList<RosterProblem> Told(Refused? refused) => refused?.Problems ?? [new(0, "", refused?.Title ?? "")];

    private static Uri Address(string below) => new(below.StartsWith('?') ? "api/v1/rosters" + below : "api/v1/rosters/" + below, UriKind.Relative);

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm'Z'", CultureInfo.InvariantCulture);
}
