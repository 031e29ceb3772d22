using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Live;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotline117.BrowserTests.World;

/// <summary>What somebody did.</summary>
/// <param name="By">As the header says it.</param>
/// <param name="Path">With what was asked in the address.</param>
/// <param name="Body">Null where something was taken back.</param>
public sealed record Acted(string Path, string By, JsonElement? Body);

/// <summary>Speaks RoutingService's live feed and says what a test tells it to.</summary>
public sealed class RoutingStandIn : IAsyncDisposable
{
    public const string ApiKey = "stand-in-key-of-routing-service";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private readonly List<Channel<string>> listeners = [];
    private readonly Dictionary<string, LiveCall> calls = [];
    private readonly Dictionary<string, LiveCentre> centres = [];
    private Alarm[] alarms = [];
    private readonly ConcurrentQueue<Acted> acts = [];
    private readonly WebApplication app;
    private CancellationTokenSource outage = new();
    private long sequence = 40;
    private bool down;
    private volatile bool silent;

    public RoutingStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers["X-Api-Key"] == ApiKey)
                return next(context);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        app.MapGet("/api/v1/live/stream", StreamAsync);
        app.MapGet("/api/v1/live", () => Results.Text(Snapshot(), "application/json"));
        app.MapGet("/api/v1/regions", () => Results.Json(Sample.Regions, ContractJson.Options));
        app.MapGet("/api/v1/centres/public", () => Results.Json(Sample.PublicCentres, ContractJson.Options));
        app.MapGet("/api/v1/calls/{callId}/explanation", (string callId) => Results.Json(new { callId, decisions = Decisions(callId) }, ContractJson.Options));
        app.MapGet("/api/v1/callbacks", () => Results.Json(Callbacks(), ContractJson.Options));
        app.MapGet("/api/v1/alarms", () => Results.Json(new AlarmList(alarms, Sample.PastAlarms), ContractJson.Options));
        Roster.Map(app);
        Directory.Map(app);
        app.MapPost("/api/v1/{**path}", (string path, JsonElement body, HttpContext context) =>
        {
            acts.Enqueue(new(path, context.Request.Headers["X-On-Behalf-Of"].ToString(), body));
            return Answer(path);
        });
        app.MapDelete("/api/v1/{**path}", (string path, HttpContext context) =>
        {
            acts.Enqueue(new(path + context.Request.QueryString, context.Request.Headers["X-On-Behalf-Of"].ToString(), Body: null));
            return Answer(path);
        });
        app.MapGet("/api/v1/statistics/figures", (HttpRequest request) => Figures(request.Query));
        app.MapGet("/api/v1/statistics/staffing", (string? calls, string? format) => calls is null or "many"
            ? Results.ValidationProblem(new Dictionary<string, string[]> { ["calls"] = ["'calls' are numbers."] })
            : format == "csv" ? Results.Text($"staffing {calls}", "text/csv")
            : Results.Json(Sample.Staffing, ContractJson.Options));
        app.MapGet("/api/v1/statistics/forecast", (HttpRequest request) => Forecast(request.Query));
        app.MapGet("/api/v1/statistics/statements/{centre}", (string centre, string? from, string? to, string? format, HttpContext context) =>
            OwnCentre.Refusal(Person(context), centre) is { } refused ? refused : centre == "nobody" ? Results.NotFound() : format == "csv" ? Results.Text($"{centre},{from},{to}", "text/csv") : Results.Json(Sample.Statement(centre), ContractJson.Options));
        app.MapGet("/api/v1/statistics/reports", () => Results.Json(Reports, ContractJson.Options));
        app.MapGet("/api/v1/statistics/reports/{period}.{format}", (string period, string format, string language) =>
            period == "2026-Q4" ? Results.NotFound() : Results.Text($"{period} {format} {language}"));
        app.MapGet("/api/v1/statistics/definitions", () => Results.Json(FigureDefinitions.With(20, 5, 5, 3), ContractJson.Options));
    }

    private static ClaimsPrincipal Person(HttpContext context) => new(OnBehalfOf.Read(context.Request.Headers[OnBehalfOf.Header])!.Identity("stand-in"));

    public RosterStandIn Roster { get; } = new();

    public DirectoryStandIn Directory { get; } = new();

    /// <summary>What is answered to whoever asks for figures.</summary>
    public Func<IQueryCollection, IResult> Figures { get; set; } = query => Results.Json(Sample.Figures(query["from"], query["to"], query["by"], query["per"]), ContractJson.Options);

    public Func<IQueryCollection, IResult> Forecast { get; set; } = _ => Results.NotFound();

    public ReportListing[] Reports { get; set; } = Sample.Reports;

    public Func<string, Explanation[]> Decisions { get; set; } = Sample.Decisions;

    public Func<object[]> Callbacks { get; set; } = () => Sample.Callbacks;

    /// <summary>What is answered to whoever acts.</summary>
    public Func<string, IResult> Answer { get; set; } = _ => Results.Json(new { });

    /// <summary>What people have done, in order.</summary>
    public IReadOnlyCollection<Acted> Acts => acts;

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public Task StartAsync() => app.StartAsync();

    /// <summary>These alarms last, and no others.</summary>
    public void Show(params Alarm[] lasting)
    {
        lock (gate)
        {
            alarms = lasting;
        }

        Tell([], [], []);
    }

    public void Change(params LiveCall[] changed) => Tell(changed, [], []);

    public void Change(params LiveCentre[] changed) => Tell([], [], changed);

    public void End(params string[] callIds) => Tell([], callIds, []);

    /// <summary>Every connection breaks and none is accepted, until <see cref="Recover"/>.</summary>
    public void Fail()
    {
        lock (gate)
        {
            down = true;
            outage.Cancel();
        }
    }

    /// <summary>Connections stay open but nothing is said on them, as behind a dead link, until <see cref="Recover"/>.</summary>
    public void FallSilent() => silent = true;

    public void Recover()
    {
        lock (gate)
        {
            // Connections that only fell silent still stand and must end with the next failure.
            if (down)
                outage = new CancellationTokenSource();
            (down, silent) = (false, false);
        }
    }

    /// <summary>A message gets lost on the way: the next one leaves a gap.</summary>
    public void LoseAMessage()
    {
        lock (gate)
        {
            sequence++;
        }
    }

    private void Tell(LiveCall[] changed, string[] ended, LiveCentre[] changedCentres)
    {
        lock (gate)
        {
            foreach (var call in changed)
                calls[call.CallId] = call;
            foreach (var callId in ended)
                calls.Remove(callId);
            foreach (var centre in changedCentres)
                centres[centre.CentreId] = centre;
            var message = Message("changes", new LiveChanges(++sequence, TimeProvider.System.GetUtcNow(), changed, ended, changedCentres) { Alarms = alarms });
            if (!listeners.TrueForAll(listener => listener.Writer.TryWrite(message)))
                throw new InvalidOperationException("The web process reads too slowly.");
        }
    }

    private string Snapshot()
    {
        lock (gate)
        {
            return JsonSerializer.Serialize(Snapshot_NeedsLock(), ContractJson.Options);
        }
    }

    private LiveSnapshot Snapshot_NeedsLock() => new(sequence, TimeProvider.System.GetUtcNow(), [.. calls.Values], [.. centres.Values]) { Alarms = alarms };

    private async Task StreamAsync(HttpContext context)
    {
        var listener = Channel.CreateBounded<string>(1000);
        CancellationToken ends;
        lock (gate)
        {
            if (down)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            ends = outage.Token;
            listener.Writer.TryWrite(Message("snapshot", Snapshot_NeedsLock()));
            listeners.Add(listener);
        }

        context.Response.ContentType = "text/event-stream";
        using var registration = ends.Register(context.Abort);
        try
        {
            await WriteAsync(context, listener.Reader);
        }
        finally
        {
            lock (gate)
            {
                listeners.Remove(listener);
            }
        }
    }

    private async Task WriteAsync(HttpContext context, ChannelReader<string> messages)
    {
        while (!context.RequestAborted.IsCancellationRequested)
        {
            using var keepAlive = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            keepAlive.CancelAfter(KeepAlive);
            var said = ": keep-alive\n\n";
            try
            {
                said = await messages.ReadAsync(keepAlive.Token);
            }
            catch (OperationCanceledException)
            {
                // Nothing to say for a second.
            }

            if (silent)
                continue;
            await context.Response.WriteAsync(said, Encoding.UTF8, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static string Message<T>(string type, T content) => $"event: {type}\ndata: {JsonSerializer.Serialize(content, ContractJson.Options)}\n\n";

    public async ValueTask DisposeAsync()
    {
        Fail();
        await app.StopAsync();
        await app.DisposeAsync();
        outage.Dispose();
    }
}
