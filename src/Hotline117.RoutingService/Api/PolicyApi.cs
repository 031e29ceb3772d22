using System.Text;
using Hotline117.Hosting.SignIn;
using Hotline117.RoutingService.Files;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// <c>/api/v1/policy</c>: GET as JSON with an <c>ETag</c>, PUT as YAML or JSON with that tag in <c>If-Match</c>, so that two editors never
/// overwrite each other (RFC 9110, 13.1.1; 428 of RFC 6585 without it). <c>If-Match: *</c> overwrites whichever is in force.
/// </summary>
internal static class PolicyApi
{
    private const int MaxBytes = 100_000;

    public static void MapPolicy(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/policy", async (HttpResponse response, DirectoryStore store) =>
        {
            var policy = await store.LoadPolicyAsync();
            response.Headers.ETag = $"\"{policy.Version}\"";
            return Results.Text(PolicyFile.Write(policy, FileFormat.Json), "application/json", Encoding.UTF8);
        }).RequireRoles(Roles.Service, Roles.Dispatcher, Roles.Supervisor, Roles.Administrator);
        endpoints.MapPut("/api/v1/policy", PutAsync).RequireRoles(Roles.Administrator);
    }

    private static async Task<IResult> PutAsync(HttpContext context, DirectoryStore store)
    {
        var condition = context.Request.Headers.IfMatch.ToString();
        if (condition.Length == 0)
        {
            return Results.Problem(statusCode: StatusCodes.Status428PreconditionRequired, title: "Say which policy this one replaces.",
                detail: "Send the ETag of GET /api/v1/policy as If-Match, or If-Match: * to overwrite whichever is in force.");
        }

        if (await RequestText.ReadAsync(context.Request, MaxBytes) is not { } text)
        {
            return RequestText.TooLarge(MaxBytes);
        }

        var file = PolicyFile.Read(text, "body");
        if (!file.IsValid)
        {
            return RequestText.Refused(file.Problems);
        }

        var actor = context.User.Identity?.Name ?? "unknown";
        if (!await store.SaveAsync(file.Value, actor, condition == "*" ? null : condition.Trim('"')))
        {
            var current = await store.LoadPolicyAsync();
            context.Response.Headers.ETag = $"\"{current.Version}\"";
            return Results.Problem(statusCode: StatusCodes.Status412PreconditionFailed, title: "Somebody else has changed the policy meanwhile.",
                detail: "Nothing was changed. Read it again, put your change into it and send that.");
        }

        context.Response.Headers.ETag = $"\"{file.Value.Version}\"";
        return Results.Ok(new { file.Value.Version });
    }
}
