using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>The line or centre that a person names for a caller, and what stands against ringing it.</summary>
internal sealed class NamedLines(RoutingData data, LiveBoard board, TimeProvider time)
{
    /// <param name="centre">Where <paramref name="line"/> is null: whichever of its lines is free.</param>
    /// <returns>None where <paramref name="faults"/> tell what is wrong.</returns>
    public IReadOnlyList<DirectoryLine> Find(string? line, string? centre, Dictionary<string, string[]> faults)
    {
        var directory = data.Current.Directory;
        switch (line, centre)
        {
            case ({ } id, null) when directory.FindLine(id) is { } known:
                return [known];
            case ({ } id, null):
                faults["line"] = [$"There is no such line: {Suggestion.Or("GET /api/v1/centres names all that there are", id, directory.Lines.Select(each => each.Id))}."];
                return [];
            case (null, { } id) when directory.FindCentre(id) is { Lines.Count: > 0 } known:
                return [.. known.Lines.Select(each => directory.FindLine(each.Id)!)];
            case (null, { } id):
                faults["centre"] = [$"There is no such centre: {Suggestion.Or("GET /api/v1/centres names all that there are", id, directory.Centres.Select(each => each.Id))}."];
                return [];
            default:
                faults["line"] = ["Write either a line or a centre."];
                return [];
        }
    }

    /// <summary>Those that may be rung for the call, or why none may.</summary>
    /// <param name="call">Null where it is not known; that is another refusal.</param>
    public (IReadOnlyList<string> Lines, IResult? Refused) ThatMayRing(IReadOnlyList<DirectoryLine> named, CallState? call)
    {
        var (snapshot, now) = (data.Current, time.GetUtcNow());
        var audience = call?.Wishes.Audience ?? Audience.Victims;
        var obstacles = named.ToDictionary(each => each.Id, each => PersonsChoice.Obstacle(each, audience, snapshot, now));
        List<string> lines = [.. named.Select(each => each.Id).Where(id => obstacles[id] is null)];
        return lines.Count > 0 ? (lines, null) : (lines, Refused(obstacles[named[0].Id]!.Value, string.Join(", ", obstacles.Keys)));
    }

    /// <returns>Null where one of them has a free place.</returns>
    public IResult? BusyOf(IReadOnlyList<string> lines)
    {
        var directory = data.Current.Directory;
        var taken = board.TakenPlaces(directory);
        foreach (var id in lines)
        {
            if (directory.IndexOf(id) is >= 0 and var line && taken[line] < directory.Lines[line].Line.Capacity)
            {
                return null;
            }
        }

        return Refused(Verdict.Busy, string.Join(", ", lines));
    }

    private static IResult Refused(Verdict obstacle, string target) => Refusal.Conflict(
        JsonNamingPolicy.CamelCase.ConvertName(obstacle.ToString()), $"{target} is not rung now: {InWords(obstacle)}.");

    private static string InWords(Verdict obstacle) => obstacle switch
    {
        Verdict.Busy => "all its places are taken",
        Verdict.OffShift => "nobody is on shift there",
        Verdict.NotValid => "the centre's days are not now",
        Verdict.Paused => "it is paused; resume it first",
        Verdict.Resting => "the counsellor rests; end the rest first",
        Verdict.Unreachable => "the switch can't reach its telephone",
        Verdict.OtherAudience => "it is for victims and the caller dialled the perpetrators' number, or the other way round",
        _ => "no caller is sent there",
    };
}
