using System.Security.Claims;
using Hotline117.Contracts.Live;
using Hotline117.Hosting.SignIn;
using Hotline117.Routing.Alarms;
using Hotline117.RoutingService.Alarms;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// <c>/api/v1/alarms?past=</c>: those that last, and the latest that are over; also while Redis is away. <c>POST …/alarms/{key}/acknowledge</c>: whoever is
/// signed in has seen it; all boards show it within a second, and the audit trail has it.
/// </summary>
internal static class AlarmApi
{
    private const int UsualPast = 50;

    public static void MapAlarms(this IEndpointRouteBuilder endpoints)
    {
        string[] people = [Roles.Dispatcher, Roles.Supervisor, Roles.Administrator];
        endpoints.MapGet("/api/v1/alarms", Get).RequireRoles([Roles.Service, .. people]);
        endpoints.MapPost("/api/v1/alarms/{key}/acknowledge", AcknowledgeAsync).RequireRoles(people);
    }

    private static IResult Get(HttpContext http, AlarmWatch watch, int past = UsualPast)
    {
        if (past is < 0 or > AlarmBook.MostPast)
        {
            return SentFile.Wrong("past", $"write a number from 0 to {AlarmBook.MostPast}");
        }

        // Not by the revision: while Redis is away it stays, and routers come to different lists.
        var (_, book) = watch.Known;
        var list = new AlarmList(book.Current, [.. book.Past.Take(past)]);
        var tag = $"\"{Routing.ContentVersion.Of(list)}\"";
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch == tag ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Ok(list);
    }

    private static async Task<IResult> AcknowledgeAsync(string key, ClaimsPrincipal who, AlarmStore store, AlarmWatch watch, OutboxBell bell)
    {
        var (alarm, done) = await store.AcknowledgeAsync(key, who.Identity?.Name ?? "unknown");
        watch.LookAgain();
        bell.Ring();
        return alarm is null ? Refusal.Over
            : done ? Results.Ok(alarm)
            : Refusal.Conflict("acknowledged", "Somebody has acknowledged it already.", alarm.Acknowledged!.By);
    }
}
