using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Dispatch.Board;

/// <summary>The live state as one reader sees it: ordered, counted and in words. Each call stands in exactly one of the three lists.</summary>
public sealed record BoardView(
    IReadOnlyList<CallView> Waiting,
    IReadOnlyList<CallView> Ringing,
    IReadOnlyList<CallView> Talking,
    IReadOnlyList<CentreView> Centres)
{
    public DateTimeOffset? LongestWaitSince => Waiting.Count > 0 ? Waiting.Min(call => call.ReceivedAt) : null;
    public int CentresOnShift => Centres.Count(centre => centre.OnShift);
    public int FreePlaces => Centres.Sum(centre => centre.Free);
    public int PlacesOnShift => Centres.Sum(centre => centre.Places);

    public static BoardView From(LiveState live, RegionNames regions, CultureInfo language)
    {
        var calls = live.Calls.Values
            .OrderBy(call => call.Phase == CallPhase.Waiting ? call.Priority : CallPriority.Normal)
            .ThenBy(call => call.Phase == CallPhase.Waiting ? call.PlaceSince : call.PhaseSince)
            .ThenBy(call => call.CallId, StringComparer.Ordinal)
            .ToLookup(call => call.Phase, call => View(call, live, regions, language));
        var ofCentre = live.Calls.Values.ToLookup(call => call.CentreId);
        var centres = live.Centres.Values
            .Select(centre => View(centre, ofCentre[centre.CentreId], regions, language))
            .OrderByDescending(centre => centre.OnShift)
            .ThenBy(centre => centre.Name, StringComparer.Create(language, ignoreCase: true));

        return new BoardView(
            [.. calls[CallPhase.Waiting].Select((call, before) => call with { Place = before + 1 })], [.. calls[CallPhase.Ringing]], [.. calls[CallPhase.Talking]], [.. centres]);
    }

    private static CallView View(LiveCall call, LiveState live, RegionNames regions, CultureInfo language) => new(
        call.CallId, call.Phase, call.ReceivedAt, call.PhaseSince,
        call.Region is null ? null : regions.Of(call.Region, language), call.RegionCertainty, call.RegionSource,
        call.Language, call.Attempt, call.LineId,
        CentreOf(call, live, language),
        call.Source == OfferSource.SwitchFallback, call.Priority);

    /// <summary>While the call is being handed over, an arrow and whom it shall go to follow.</summary>
    private static string? CentreOf(LiveCall call, LiveState live, CultureInfo language)
    {
        var centre = NameOf(call.CentreId);
        return call.Transfer is { } transfer ? $"{centre} → {NameOf(transfer.CentreId) ?? transfer.To}" : centre;

        string? NameOf(string? id) => id is null ? null : live.Centres.TryGetValue(id, out var known) ? known.Name.In(language) : id;
    }

    private static CentreView View(LiveCentre centre, IEnumerable<LiveCall> calls, RegionNames regions, CultureInfo language)
    {
        var lines = centre.Lines.Where(line => centre.OnShift && line.OnShift).ToList();
        var phases = calls.Select(call => call.Phase).ToList();
        return new CentreView(
            centre.CentreId, centre.Name.In(language), centre.Town, regions.Of(centre.Region, language),
            centre.OnShift, centre.ShiftChangesAt,
            Free: lines.Sum(line => Math.Max(0, line.Capacity - line.Reserved)),
            Places: lines.Sum(line => line.Capacity),
            Ringing: phases.Count(phase => phase == CallPhase.Ringing),
            Talking: phases.Count(phase => phase == CallPhase.Talking));
    }
}

/// <param name="Region">In words; null where it is not known.</param>
/// <param name="ByFallback">The switch chose the line alone.</param>
public sealed record CallView(
    string CallId, CallPhase Phase, DateTimeOffset ReceivedAt, DateTimeOffset PhaseSince,
    string? Region, RegionCertainty Certainty, RegionSource Source,
    string? Language, int Attempt, string? LineId, string? Centre, bool ByFallback, CallPriority Priority)
{
    /// <summary>From 1, among those who wait; null for others.</summary>
    public int? Place { get; init; }
}

/// <param name="Places">How many calls its lines on shift can take at once.</param>
/// <param name="Free">How many more they could take now.</param>
public sealed record CentreView(
    string CentreId, string Name, string Town, string Region, bool OnShift, DateTimeOffset? ShiftChangesAt,
    int Free, int Places, int Ringing, int Talking);
