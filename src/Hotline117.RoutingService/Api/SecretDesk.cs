using System.Security.Claims;
using System.Text;
using Hotline117.RoutingService.Files;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// Opens a secret centre to one person for one answer. Only once person and reason stand in the audit trail is anything told; where the trail can't be written, nothing is.
/// Supervisors may, who answer for the hotline, and administrators, who keep its directory; a dispatcher needs only to ring a line, and a coordinator knows where she works.
/// </summary>
internal sealed class SecretDesk(DirectoryStore store, AuditTrail trail, OutboxBell bell, TimeProvider time)
{
    /// <param name="Reason">At most 200 characters; no number.</param>
    public sealed record OpenRequest(string? Reason);

    public async Task<IResult> OpenAsync(string id, string? reason, ClaimsPrincipal who)
    {
        if (LineApi.Faults(reason, minutes: null) is { Count: > 0 } faults)
        {
            return Results.ValidationProblem(faults, title: "Nothing was opened.");
        }

        var directory = await store.LoadDirectoryAsync();
        if (directory.FindCentre(id) is not { } centre)
        {
            return LineDesk.Unknown("centre", id, directory.Centres.Select(each => each.Id));
        }

        await trail.AppendAsync(new AuditEntry
        {
            At = time.GetUtcNow(),
            Actor = who.Identity?.Name ?? "unknown",
            Action = "centre.open",
            Target = centre.Id,
            Reason = reason!.Trim(),
        });
        bell.Ring();
        return Results.Text(DirectoryFile.WriteForStaff(centre, opened: true), "application/json", Encoding.UTF8);
    }
}
