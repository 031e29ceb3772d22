using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Hotline117.Contracts;
using Hotline117.Contracts.Rosters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Hotline117.BrowserTests.World;

/// <summary>A change of the roster that was sent.</summary>
/// <param name="By">As the header says it.</param>
/// <param name="Body">Empty where something was removed.</param>
public sealed record RosterChange(string Method, string Path, string By, string Body);

/// <summary>Speaks RoutingService's roster API for one night shift and the exceptions that are sent to it.</summary>
public sealed class RosterStandIn
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(6);
    private readonly ConcurrentQueue<RosterChange> changes = [];
    private readonly ConcurrentStack<JsonObject> trail = [];
    private readonly ConcurrentDictionary<string, JsonObject> exceptions = [];
    private int revision = 1;

    public IReadOnlyCollection<RosterChange> Changes => changes;

    private string Tag => $"\"{revision}-json\"";

    /// <summary>Another editor is quicker.</summary>
    public void Overtake(string actor, string change)
    {
        Interlocked.Increment(ref revision);
        Note(actor, "roster", change);
    }

    /// <summary>It stands in the audit trail.</summary>
    public void Note(string actor, string target, string change) => trail.Push(new JsonObject
    {
        ["id"] = $"{trail.Count + 1}-0",
        ["entry"] = new JsonObject { ["at"] = "2026-11-28T12:00:00+00:00", ["actor"] = actor, ["target"] = target, ["changes"] = new JsonArray(change) },
    });

    public void Map(WebApplication app)
    {
        app.MapGet("/api/v1/rosters/week", (DateOnly from) => Results.Json(Week(from), ContractJson.Options));
        app.MapGet("/api/v1/rosters/gaps", (DateTimeOffset from, DateTimeOffset to) => Results.Json(
            new { WithinMinutes = 240, Gaps = new[] { new { Region = "naryn", From = from, To = to }, new { Region = "osh-city", From = from, To = to } }, HandOvers = Array.Empty<object>() },
            ContractJson.Options));
        app.MapGet("/api/v1/rosters", (string format, HttpContext context) =>
        {
            context.Response.Headers.ETag = Tag;
            return format == "json" ? Results.Text(Content().ToJsonString(), "application/json") : Results.Text($"roster as {format}", "text/plain");
        });
        app.MapGet("/api/v1/audit", () => Results.Text(new JsonArray([.. trail.Select(entry => entry.DeepClone())]).ToJsonString(), "application/json"));
        app.MapMethods("/api/v1/rosters/{**path}", ["PUT", "DELETE"], ChangeAsync);
    }

    private async Task<IResult> ChangeAsync(HttpContext context, string? path)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (context.Request.Headers.IfMatch != Tag)
            return Results.Problem(statusCode: StatusCodes.Status412PreconditionFailed);
        if (body.StartsWith("wrong", StringComparison.Ordinal))
            return Results.ValidationProblem(
                new Dictionary<string, string[]> { ["shifts[0].from"] = ["line 2: it is no time"], ["shifts[1].lines"] = ["line 3: no such line"] },
                extensions: new Dictionary<string, object?>
                {
                    ["problems"] = new[]
                    {
                        new RosterProblem(2, "shifts[0].from", "'26:00' is no time of day", "noTime", ["26:00"]),
                        new RosterProblem(3, "shifts[1].lines", "the directory has no line 'x'", "noLine", ["x"]),
                    },
                });
        if (body.Contains("stranger", StringComparison.Ordinal))
            return Results.ValidationProblem(
                new Dictionary<string, string[]> { ["counsellors"] = ["line 1: the directory has no counsellor 'stranger', write 'n-07'"] },
                extensions: new Dictionary<string, object?>
                {
                    ["problems"] = new[]
                    {
                        new RosterProblem(1, "counsellors", "the directory has no counsellor 'stranger', write 'n-07'", "noCounsellor", ["stranger"], Near: "n-07"),
                        new RosterProblem(1, "from", "only a newer router knows this, mend it", "ofANewerRouter", []),
                    },
                });
        var by = context.Request.Headers["X-On-Behalf-Of"].ToString();
        changes.Enqueue(new(context.Request.Method, path + context.Request.QueryString, by, body));
        var id = path?.Split('/')[^1] ?? "";
        if (body.Length == 0)
            exceptions.TryRemove(id, out _);
        else if (path?.StartsWith("exceptions/", StringComparison.Ordinal) ?? false)
            exceptions[id] = JsonNode.Parse(body)!.AsObject();
        Overtake(by, $"~{path}");
        return Results.Json(new { Warnings = new[] { new { Subject = "line tendesh-2", What = "no shift has it on duty", Remedy = "put it into a shift", Code = "lineNeverOnDuty", Arguments = new[] { "2026-12-12" } } } }, ContractJson.Options);
    }

    private JsonObject Content() => new()
    {
        ["shifts"] = new JsonArray(new JsonObject { ["id"] = "tendesh-nights", ["lines"] = new JsonArray("tendesh-1"), ["days"] = "daily", ["from"] = "20:00", ["to"] = "08:00" }),
        ["exceptions"] = new JsonArray([.. exceptions.Select(pair => { var fields = pair.Value.DeepClone().AsObject(); fields["id"] = pair.Key; return fields; })]),
    };

    private RosterWeek Week(DateOnly from) => new(
        [.. Enumerable.Range(0, 7).Select(day => new RosterDay(from.AddDays(day), day == 2 ? "Nooruz" : null))],
        [
            new("tendesh", "tendesh-1", [.. Enumerable.Range(-1, 8).Select(day => Night(from.AddDays(day)))], Off("tendesh-1")),
            new("tendesh", "tendesh-2", [], Off("tendesh-2")),
        ]);

    private static RosterTurn Night(DateOnly date) => new(
        "tendesh-nights", OnOneDate: false, new DateTimeOffset(date, new TimeOnly(20, 0), Offset).ToUniversalTime(),
        new DateTimeOffset(date.AddDays(1), new TimeOnly(8, 0), Offset).ToUniversalTime(), OnCall: true, ["n-07"]);

    private IReadOnlyList<RosterAbsence> Off(string line) =>
    [
        .. from pair in exceptions
           where pair.Value["lines"]?.AsArray().Any(each => each!.GetValue<string>() == line) ?? false
           select new RosterAbsence(pair.Key, Date(pair.Value, "from"), Date(pair.Value, "to"), pair.Value["reason"]?.GetValue<string>()),
    ];

    private static DateOnly Date(JsonObject fields, string field) => DateOnly.Parse(fields[field]!.GetValue<string>(), CultureInfo.InvariantCulture);
}
