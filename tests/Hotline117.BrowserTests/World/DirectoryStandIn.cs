using System.Collections.Concurrent;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Hosting.SignIn;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Hotline117.BrowserTests.World;

/// <summary>A secret centre that somebody has opened.</summary>
/// <param name="By">As the header says it.</param>
public sealed record Opened(string Centre, string By, string? Reason);

/// <summary>Speaks RoutingService's directory API, in its own writing, for a few centres. Who may do what is tested at the service.</summary>
public sealed class DirectoryStandIn
{
    public const string SecretName = "Ак жол";

    private static readonly RegionMap Regions = Geography.Load().Regions;

    private readonly ConcurrentQueue<Opened> opened = [];
    private readonly ConcurrentQueue<string> patches = [];
    private CentreDirectory current = new(Centres);
    private int revision = 1;

    public static IReadOnlyList<Centre> Centres { get; } =
    [
        Centre("umut", "Үмүт", "Үмүт", "Umut", "Bishkek", "bishkek"),
        Centre("umai", "Умай", "Умай", "Umai", "Bishkek", "bishkek") with { ValidTo = new(2020, 12, 31) },
        Centre("paana", "Паана", "Паана", "Paana", "Jalal-Abad", "jalal-abad"),
        Centre("omur", "Өмүр", "Омур", "Omur", "Bishkek", "bishkek") with { Lines = [] },
        Centre("orto", "Орто", "Орто", "Orto", "Osh", "osh-city") with { Kind = CentreKind.AidCentre },
        Centre("refuge", SecretName, "Ак-Жол", "Ak-Jol", "Naryn", "naryn") with { Secret = true },
        Centre("janyl-myrza", "Жаңыл Мырза", "Жаныл Мырза", "Janyl Myrza", "Batken", "batken") with { Services = ["legal"] },
        Centre("ak-bata", "Ак бата", "Ак-Бата", "Ak-Bata", "Osh", "osh-city") with
        {
            Languages = ["ky", "uz", "ru"],
            Services = ["legal", "court-support"],
            Shelter = new(12, 14, Children: true, BoysUpTo: 10),
            ValidFrom = new(2026, 1, 1),
            ValidTo = new(2099, 12, 31),
            SharesStatistics = true,
            Lines = [new() { Id = "ak-bata-1", Number = "0322900001", Capacity = 2, TakenByKey = true }, new() { Id = "ak-bata-2", Endpoint = "ak-bata-phone", Languages = ["uz"] }],
            Counsellors = [new() { Id = "n-07", Languages = ["ky", "uz"], Gender = Gender.Female }, new() { Id = "n-08", Languages = ["ru"] }],
        },
    ];

    public IReadOnlyCollection<Opened> Opened => opened;

    /// <summary>The changes that were made, as they were sent.</summary>
    public IReadOnlyCollection<string> Patches => patches;

    private string Tag => $"\"{revision}-json\"";

    /// <summary>The trail can't be written, so that nothing is opened.</summary>
    public bool TrailAway { get; set; }

    /// <summary>Another editor is quicker.</summary>
    public void Overtake() => Interlocked.Increment(ref revision);

    public void Map(WebApplication app)
    {
        app.MapGet("/api/v1/centres", () => Json(DirectoryFile.WriteForStaff(current)));
        app.MapPatch("/api/v1/centres/{id}", ChangeAsync);
        app.MapGet("/api/v1/centres/{id}", (string id, HttpContext context) =>
        {
            context.Response.Headers.ETag = Tag;
            return OwnCentre.Refusal(new(OnBehalfOf.Read(context.Request.Headers[OnBehalfOf.Header])!.Identity("stand-in")), id) is { } refused ? refused
                : Find(id) is { } centre ? Json(DirectoryFile.WriteForStaff(centre, opened: false)) : Results.NotFound();
        });
        app.MapPost("/api/v1/centres/{id}/details", (string id, JsonElement body, HttpContext context) =>
        {
            var reason = body.GetProperty("reason").GetString();
            if (TrailAway)
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            if (string.IsNullOrWhiteSpace(reason) || Reason.SeemsToHoldNumber(reason))
                return Results.ValidationProblem(new Dictionary<string, string[]> { ["reason"] = ["It is missing."] });
            opened.Enqueue(new(id, context.Request.Headers[OnBehalfOf.Header].ToString(), reason));
            return Json(DirectoryFile.WriteForStaff(Find(id)!, opened: true));
        });
    }

    private async Task<IResult> ChangeAsync(string id, HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var patch = await reader.ReadToEndAsync();
        if (context.Request.Headers.IfMatch != Tag)
            return Results.Problem(statusCode: StatusCodes.Status412PreconditionFailed);
        var file = DirectoryFile.ReadChange(patch, Find(id)!, current, Regions);
        if (!file.IsValid)
            return Results.ValidationProblem(file.Problems.ToDictionary(problem => problem.Field, problem => new[] { problem.What }));
        patches.Enqueue(patch);
        (current, _) = (file.Value, Interlocked.Increment(ref revision));
        return Results.Json(new { });
    }

    private Centre? Find(string id) => current.FindCentre(id);

    private static IResult Json(string text) => Results.Text(text, "application/json");

    private static Centre Centre(string id, string ky, string ru, string en, string town, string region) => new()
    {
        Id = id,
        Name = new(ky, ru, en),
        Town = town,
        Region = region,
        Languages = ["ky", "ru"],
        Lines = [new() { Id = $"{id}-1", Number = $"0{string.Concat(id.Select(letter => letter % 10))}" }],
    };
}
