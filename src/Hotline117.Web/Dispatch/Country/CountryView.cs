using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Web.Dispatch.Board;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Dispatch.Country;

/// <summary>Who could be rung in a region now.</summary>
public enum Cover
{
    /// <summary>Somebody is free.</summary>
    Free,
    /// <summary>Somebody is on shift, and nobody is free.</summary>
    Taken,
    /// <summary>Nobody is on shift there; somebody is near enough.</summary>
    FromElsewhere,
    /// <summary>Nobody near enough can be rung: there is an alarm of it.</summary>
    None,
}

/// <summary>What goes on in a region of the first level, with all that lies in it.</summary>
/// <param name="Tile">Null for one that is not on the map.</param>
/// <param name="Uncovered">Parts of it near which nobody can be rung, in words; empty where it is none, or all of it.</param>
/// <param name="Waiting">Callers from there.</param>
/// <param name="OnShift">How many of its centres are.</param>
public sealed record RegionView(
    string RegionId, string Name, Tile? Tile, Cover Cover, IReadOnlyList<string> Uncovered, int Free, int Places, int Waiting, DateTimeOffset? LongestWaitSince, int OnShift, int Centres);

/// <summary>The live state by region. Of a centre it tells no more than its region, so that nothing secret can be placed.</summary>
/// <param name="Regions">By name.</param>
/// <param name="WaitingFromUnknown">Callers whose region is not known.</param>
public sealed record CountryView(IReadOnlyList<RegionView> Regions, int WaitingFromUnknown)
{
    public static CountryView From(LiveState live, BoardView board, CountryMap map, RegionNames names, CultureInfo language)
    {
        var tiles = map.Tiles.ToDictionary(tile => tile.Region);
        string TopOf(string region) => names.TopOf(region, tiles.ContainsKey);
        var centres = board.Centres.ToLookup(centre => TopOf(live.Centres[centre.CentreId].Region));
        var waiting = live.Calls.Values.Where(call => call.Phase is CallPhase.Waiting).ToLookup(call => call.Region is null ? null : TopOf(call.Region));
        var bare = live.Alarms.Where(alarm => alarm is { Kind: AlarmKind.NoCoverNow, EndedAt: null }).Select(alarm => alarm.Subject).ToList();
        var ids = tiles.Keys.Union(centres.Select(group => group.Key)).Union(waiting.Select(group => group.Key).OfType<string>());
        return new(
            [
                .. ids.Select(id => Of(id, tiles.GetValueOrDefault(id), [.. centres[id]], [.. waiting[id]]))
                    .OrderBy(region => region.Name, StringComparer.Create(language, ignoreCase: true)),
            ],
            waiting[null].Count());

        RegionView Of(string id, Tile? tile, List<CentreView> within, List<LiveCall> calls)
        {
            var free = within.Sum(centre => centre.Free);
            var cover = bare.Contains(null) || bare.Contains(id) ? Cover.None
                : free > 0 ? Cover.Free
                : within.Exists(centre => centre.OnShift) ? Cover.Taken : Cover.FromElsewhere;
            List<string> parts = [.. bare.OfType<string>().Where(part => part != id && TopOf(part) == id).Select(part => names.Of(part, language))];
            return new(
                id, names.Of(id, language), tile, cover, parts, free, within.Sum(centre => centre.Places),
                calls.Count, calls.Count > 0 ? calls.Min(call => call.ReceivedAt) : null, within.Count(centre => centre.OnShift), within.Count);
        }
    }
}
