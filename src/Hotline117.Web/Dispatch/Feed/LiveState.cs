using System.Collections.Immutable;
using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Dispatch.Feed;

/// <summary>Every live call and every centre as of one message of the feed.</summary>
public sealed record LiveState(
    long Sequence,
    ImmutableDictionary<string, LiveCall> Calls,
    ImmutableDictionary<string, LiveCentre> Centres)
{
    /// <summary>Null while callers are asked nothing.</summary>
    public SpokenCode? SpokenCode { get; init; }

    /// <summary>Those that last, the worst first.</summary>
    public IReadOnlyList<Alarm> Alarms { get; init; } = [];

    private static readonly LiveState Empty =
        new(0, ImmutableDictionary<string, LiveCall>.Empty, ImmutableDictionary<string, LiveCentre>.Empty);

    /// <returns>The centre's name; of one that is not known, its id.</returns>
    public string NameOf(string centreId, CultureInfo language) => Centres.TryGetValue(centreId, out var known) ? known.Name.In(language) : centreId;

    public static LiveState From(LiveSnapshot snapshot) =>
        Empty.With(snapshot.Sequence, snapshot.Calls, [], snapshot.Centres, snapshot.SpokenCode, snapshot.Alarms);

    /// <returns>Null where changes are missing in between: only a fresh snapshot helps then.</returns>
    public LiveState? After(LiveChanges changes) =>
        changes.Sequence == Sequence + 1 ? With(changes.Sequence, changes.Calls, changes.EndedCallIds, changes.Centres, changes.SpokenCode, changes.Alarms ?? Alarms) : null;

    /// <summary>What of it one centre may see; null where the centre is not there.</summary>
    public LiveState? SeenFrom(string centreId)
    {
        if (!Centres.TryGetValue(centreId, out var centre))
            return null;
        var one = new OneCentre(centre);
        return Empty.With(Sequence, [.. Calls.Values.Select(one.Of).OfType<LiveCall>()], [], [centre], null, [.. Alarms.Where(one.MaySee)]);
    }

    private LiveState With(
        long sequence, IReadOnlyList<LiveCall> changed, IReadOnlyList<string> endedIds, IReadOnlyList<LiveCentre> centres, SpokenCode? spokenCode,
        IReadOnlyList<Alarm> alarms)
    {
        // A call that both changed and ended within one batch has ended.
        var calls = Calls.SetItems(changed.Select(call => KeyValuePair.Create(call.CallId, call))).RemoveRange(endedIds);
        var ended = changed.Select(call => call.CallId).Where(id => calls.TryGetValue(id, out var call) && call.Phase == CallPhase.Ended);
        return new LiveState(
            sequence,
            calls.RemoveRange(ended),
            Centres.SetItems(centres.Select(centre => KeyValuePair.Create(centre.CentreId, centre))))
        {
            SpokenCode = spokenCode,
            Alarms = alarms,
        };
    }
}
