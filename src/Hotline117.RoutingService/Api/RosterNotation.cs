using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Files;
using Microsoft.Net.Http.Headers;

namespace Hotline117.RoutingService.Api;

/// <summary>One way to write a roster: by <c>?format=</c>, else by <c>Accept</c> for answers and <c>Content-Type</c> for requests.</summary>
internal sealed record RosterNotation(string Name, string MediaType, Func<Roster, CentreDirectory, string> Write, Func<string, CentreDirectory, FileResult<Roster>> Read)
{
    private const string SentName = "body";

    private static readonly RosterNotation Json = new(
        "json", "application/json", (roster, _) => RosterFile.Write(roster, FileFormat.Json), (text, directory) => RosterFile.Read(text, SentName, directory));

    public static IReadOnlyList<RosterNotation> All { get; } =
    [
        Json,
        new("yaml", "application/yaml", (roster, _) => RosterFile.Write(roster, FileFormat.Yaml), (text, directory) => RosterFile.Read(text, SentName, directory)),
        new("csv", "text/csv", (roster, _) => RosterCsv.Write(roster), (text, directory) => RosterCsv.Read(text, SentName, directory)),
        new("ics", "text/calendar", RosterCalendar.Write, (text, directory) => RosterCalendarReading.Read(text, SentName, directory)),
    ];

    /// <summary>Null where nothing that is asked for can be had. JSON where nothing is said.</summary>
    public static RosterNotation? Wanted(HttpRequest request)
    {
        if (request.Query.TryGetValue("format", out var name))
        {
            return All.FirstOrDefault(notation => notation.Name == name);
        }

        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return Json;
        }

        return accepted.OrderByDescending(type => type.Quality ?? 1)
            .Select(type => All.FirstOrDefault(notation => new MediaTypeHeaderValue(notation.MediaType).IsSubsetOf(type)))
            .FirstOrDefault(notation => notation is not null);
    }

    /// <summary>What names no other notation is read as YAML, of which JSON is a part. Null for a format that is not known.</summary>
    public static RosterNotation? Sent(HttpRequest request)
    {
        if (request.Query.TryGetValue("format", out var name))
        {
            return All.FirstOrDefault(notation => notation.Name == name);
        }

        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? All.FirstOrDefault(notation => type.MediaType.Equals(notation.MediaType, StringComparison.OrdinalIgnoreCase)) ?? Json
            : Json;
    }

    public static IResult Unknown(int status) => Results.Problem(
        statusCode: status, title: "There is no such format.", detail: $"Use {string.Join(", ", All.Select(notation => $"{notation.Name} ({notation.MediaType})"))}.");
}
