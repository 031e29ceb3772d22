using System.Text.RegularExpressions;
using Hotline117.Hosting.SignIn;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary><c>/api/v1/audit?count=&amp;before=</c>: who changed what, the newest first; <c>before</c> is the id of the last entry of the page before.</summary>
internal static partial class AuditApi
{
    private const int UsualCount = 100;

    [GeneratedRegex("^[0-9]{1,20}(-[0-9]{1,20})?\\z")]
    private static partial Regex EntryId();

    public static void MapAudit(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/audit", async (AuditTrail trail, int count = UsualCount, string? before = null) =>
                count is < 1 or > AuditTrail.MostAtOnce ? SentFile.Wrong("count", $"write a number from 1 to {AuditTrail.MostAtOnce}")
                : before is not null && !EntryId().IsMatch(before) ? SentFile.Wrong("before", "write the id of an entry, such as 1785000000000-0")
                : Results.Ok(await trail.ReadAsync(count, before)))
            .RequireRoles(Roles.Supervisor, Roles.Administrator);
}
