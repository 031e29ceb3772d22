using System.Security.Claims;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Hosting.SignIn;

namespace Hotline117.RoutingService.Live;

/// <summary><c>/api/v1/live</c>: a snapshot; a coordinator's has her own centre only. <c>/api/v1/live/stream</c>: server-sent events, first <c>snapshot</c>, then <c>changes</c>.</summary>
internal static class LiveApi
{
    private static readonly TimeSpan _keepAlive = TimeSpan.FromSeconds(1);

    public static void MapLive(this IEndpointRouteBuilder endpoints)
    {
        string[] roles = [Roles.Service, Roles.Dispatcher, Roles.Supervisor, Roles.Administrator];
        var live = endpoints.MapGroup("/api/v1/live");
        live.MapGet("", (ClaimsPrincipal who, LiveBoard board) => OwnCentre.Of(who) is not { } own ? Results.Ok(board.Snapshot())
            : OwnCentre.Refusal(who, own) ?? Results.Ok(board.Snapshot().SeenFrom(own))).RequireRoles([Roles.Coordinator, .. roles]);
        live.MapGet("stream", StreamAsync).RequireRoles(roles);
    }

    private static async Task StreamAsync(HttpContext context, LiveBoard board, IHostApplicationLifetime lifetime)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var feed = board.Subscribe();
        try
        {
            await SendAsync(context, "snapshot", feed.Snapshot, stop.Token);
            while (await MoreAsync(context, feed, stop.Token))
            {
                while (feed.Changes.TryRead(out var changes))
                {
                    await SendAsync(context, "changes", changes, stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or the service stops.
        }
        finally
        {
            board.Unsubscribe(feed);
        }
    }

    /// <summary>Waits for changes, with a sign of life each second, so that the reader can tell silence from a dead link.</summary>
    private static async Task<bool> MoreAsync(HttpContext context, LiveFeed feed, CancellationToken stop)
    {
        var more = feed.Changes.WaitToReadAsync(stop).AsTask();
        while (await Task.WhenAny(more, Task.Delay(_keepAlive, stop)) != more)
        {
            await context.Response.WriteAsync(": keep-alive\n\n", stop);
            await context.Response.Body.FlushAsync(stop);
        }

        return await more;
    }

    private static async Task SendAsync<T>(HttpContext context, string name, T message, CancellationToken stop)
    {
        await context.Response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(message, ContractJson.Options)}\n\n", stop);
        await context.Response.Body.FlushAsync(stop);
    }
}
