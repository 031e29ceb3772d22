using System.Text;
using Hotline117.Hosting.SignIn;
using Hotline117.RoutingService.Files;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary><c>/api/v1/policy</c>: GET as JSON, PUT as YAML or JSON with <c>If-Match</c> (see <see cref="Precondition"/>).</summary>
internal static class PolicyApi
{
    private const string Notation = "json";

    public static void MapPolicy(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/policy", GetAsync).RequireRoles(Roles.Service, Roles.Dispatcher, Roles.Supervisor, Roles.Administrator);
        endpoints.MapPut("/api/v1/policy", PutAsync).RequireRoles(Roles.Administrator);
    }

    // The revision first: what is read after it is its own, or the change made from it is refused.
    private static async Task<IResult> GetAsync(HttpResponse response, PolicyStore store)
    {
        response.Headers.ETag = Precondition.Tag(await store.RevisionAsync(), Notation);
        return Results.Text(PolicyFile.Write(await store.LoadAsync(), FileFormat.Json), "application/json", Encoding.UTF8);
    }

    private static async Task<IResult> PutAsync(HttpContext http, PolicyStore store)
    {
        if (await SentFile.ReadAsync(http.Request) is not { } text)
        {
            return SentFile.TooLarge();
        }

        if (Precondition.Of(http.Request) is not { } precondition)
        {
            return Precondition.Missing();
        }

        var file = PolicyFile.Read(text, "body");
        if (!file.IsValid)
        {
            return SentFile.Refused(file.Problems);
        }

        var revision = await store.RevisionAsync();
        if (!precondition.Holds(revision))
        {
            return Precondition.Failed(http.Response, revision, Notation);
        }

        if (await store.SaveAsync(file.Value, precondition.Any ? null : revision, http.User.Identity?.Name ?? "unknown") is not { } written)
        {
            return Precondition.Failed(http.Response, await store.RevisionAsync(), Notation);
        }

        http.Response.Headers.ETag = Precondition.Tag(written, Notation);
        return Results.Ok(new { file.Value.Version });
    }
}
