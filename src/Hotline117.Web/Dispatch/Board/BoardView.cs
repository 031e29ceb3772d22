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

    private IEnumerable<CallView> Calls => Waiting.Concat(Ringing).Concat(Talking);

    public CallView? Find(string? callId) => Calls.FirstOrDefault(call => call.CallId == callId);

    /// <returns>From 1, among those who wait; null for others.</returns>
    public int? PlaceOf(string callId) => Waiting.TakeWhile(call => call.CallId != callId).Count() is var before && before < Waiting.Count ? before + 1 : null;

    /// <param name="before">What has not changed since is the same object: nobody needs to draw it again.</param>
    public static BoardView From(LiveState live, RegionNames regions, CultureInfo language, DateTimeOffset now, BoardView? before = null)
    {
        var callsBefore = before?.Calls.ToDictionary(call => call.CallId) ?? [];
        var centresBefore = before?.Centres.ToDictionary(centre => centre.CentreId) ?? [];
        var centreOfLine = new Dictionary<string, string>();
        foreach (var centre in live.Centres.Values)
        {
            foreach (var line in centre.Lines)
                centreOfLine[line.LineId] = centre.CentreId;
        }

        var calls = live.Calls.Values
            .OrderBy(call => call.Phase == CallPhase.Waiting ? call.Priority : CallPriority.Normal)
            .ThenBy(call => call.Phase == CallPhase.Waiting ? call.PlaceSince : call.PhaseSince)
            .ThenBy(call => call.CallId, StringComparer.Ordinal)
            .ToLookup(call => call.Phase, call => CallView.From(call, live, centreOfLine, regions, language, now));
        var inUse = live.Calls.Values.SelectMany(call => LineUse.Of(call, centreOfLine, now)).ToLookup(use => use.CentreId);
        var centres = live.Centres.Values
            .Select(centre => Same(CentreView.From(centre, inUse[centre.CentreId], regions, language), centresBefore.GetValueOrDefault(centre.CentreId)))
            .OrderByDescending(centre => centre.OnShift)
            .ThenBy(centre => centre.Name, StringComparer.Create(language, ignoreCase: true))
            .ToList();
        var somebodyIsFree = centres.Exists(centre => centre.Free > 0);

        return new BoardView(
            SameList(calls[CallPhase.Waiting].Select((call, ahead) => AsBefore(call with { WaitsBecause = ReasonOf(ahead, somebodyIsFree) })), before?.Waiting),
            SameList(calls[CallPhase.Ringing].Select(AsBefore), before?.Ringing),
            SameList(calls[CallPhase.Talking].Select(AsBefore), before?.Talking),
            SameList(centres, before?.Centres));

        CallView AsBefore(CallView call) => Same(call, callsBefore.GetValueOrDefault(call.CallId));
    }

    private static T Same<T>(T now, T? before) where T : class => now.Equals(before) ? before : now;

    private static IReadOnlyList<T> SameList<T>(IEnumerable<T> now, IReadOnlyList<T>? before) where T : class
    {
        var list = now.ToList();
        return before is not null && list.SequenceEqual(before, ReferenceEqualityComparer.Instance) ? before : list;
    }

    private static WaitReason ReasonOf(int ahead, bool somebodyIsFree) =>
        !somebodyIsFree ? WaitReason.NobodyFree : ahead > 0 ? WaitReason.OthersBefore : WaitReason.NobodySuits;
}

/// <param name="Places">How many calls its lines on shift can take at once.</param>
/// <param name="Free">How many more they could take now.</param>
public sealed record CentreView(
    string CentreId, string Name, string Town, string Region, bool OnShift, DateTimeOffset? ShiftChangesAt,
    int Free, int Places, int Ringing, int Talking, ValueList<LineView> Lines)
{
    /// <summary>Somebody has paused the whole centre.</summary>
    public LineStop? Pause => Lines.Select(line => line.Stop).FirstOrDefault(stop => stop is { Kind: "centrePause" });

    /// <summary>Lines on shift that something of their own keeps from being rung.</summary>
    public IEnumerable<LineView> Stopped => Lines.Where(line => line is { OnShift: true, Stop.Kind: not "centrePause" });

    /// <summary>Lines at which nothing but the last call is written up.</summary>
    public int WritingUp => Lines.Count(line => line is { OnShift: true, Stop: null, WrapUpUntil: not null });

    public static CentreView From(LiveCentre centre, IEnumerable<LineUse> inUse, RegionNames regions, CultureInfo language)
    {
        var uses = inUse.ToList();
        var lines = new ValueList<LineView>(centre.Lines.Select(line => LineView.From(
            line, centre.OnShift, uses.Count(use => use.LineId == line.LineId && !use.Talks), uses.Count(use => use.LineId == line.LineId && use.Talks))));
        return new CentreView(
            centre.CentreId, centre.Name.In(language), centre.Town, regions.Of(centre.Region, language),
            centre.OnShift, centre.ShiftChangesAt,
            Free: lines.Sum(line => line.Free),
            Places: lines.Where(line => line.OnShift).Sum(line => line.Capacity),
            Ringing: uses.Count(use => !use.Talks),
            Talking: uses.Count(use => use.Talks),
            lines);
    }
}
