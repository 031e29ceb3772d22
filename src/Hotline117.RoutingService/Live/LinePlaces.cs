using System.Collections.Concurrent;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;

namespace Hotline117.RoutingService.Live;

/// <summary>
/// How many places of each line are thought taken: by calls, and by whoever writes up the last one. Counted at each change of a call, so that a
/// decision gets the numbers of thousands of lines for nothing. A hint: the store decides. Written under the lock of the board.
/// </summary>
internal sealed class LinePlaces(Func<CarePolicy> care)
{
    private sealed record Table(CentreDirectory Directory, Dictionary<string, int> IndexOf, ushort[] Taken);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _writtenUp = [];
    private readonly PriorityQueue<(string LineId, string CallId), DateTimeOffset> _wrapUps = new();
    private volatile Table _table = new(CentreDirectory.Empty, [], []);

    /// <summary>For each of the directory's lines, in its order; changes while it is read. Empty where the places are not counted for this directory yet.</summary>
    public ReadOnlySpan<ushort> Of(CentreDirectory directory) => _table is var table && ReferenceEquals(table.Directory, directory) ? table.Taken : [];

    public int Of(string lineId) => _table is var table && table.IndexOf.TryGetValue(lineId, out var index) ? table.Taken[index] : 0;

    public IEnumerable<(string LineId, DateTimeOffset Until)> WrapUps => _wrapUps.UnorderedItems.Select(each => (each.Element.LineId, each.Priority));

    /// <returns>Null where nobody writes a call up.</returns>
    public DateTimeOffset? WrittenUpUntil(string lineId) => _writtenUp.TryGetValue(lineId, out var until) ? until : null;

    /// <param name="change">Called with each line of which anything changes.</param>
    public void Move(CallState? before, CallState after, DateTimeOffset now, Action<string> change)
    {
        foreach (var left in (before?.Lines ?? []).Select(line => line.LineId).Where(line => !after.Holds(line)))
        {
            // Whoever hears late of a short conversation may see only that it was one.
            var talkedSince = before!.Transfer is { Line: { } rang, JoinedAt: null } && rang.LineId == left ? null
                : before.Phase is CallPhase.Talking ? before.PhaseSince
                : before is { AnsweredAt: null, Lines.Count: 1 } && after.Phase is not CallPhase.Talking ? after.AnsweredAt : null;
            if (talkedSince is { } since && after.PhaseSince + care().PlaceStaysAfter(after.PhaseSince - since, CapacityOf(left)) is var until && until > now)
            {
                _wrapUps.Enqueue((left, after.CallId), until);
                _writtenUp.AddOrUpdate(left, until, (_, known) => until > known ? until : known);
                change(left);
            }
            else
            {
                Add(left, -1, change);
            }
        }

        foreach (var taken in after.Lines.Where(line => before?.Holds(line.LineId) is not true))
        {
            // The store has let the call in: it is the caller with whom the counsellor talked before, and who was cut off.
            if (Of(taken.LineId) >= CapacityOf(taken.LineId)
                && _wrapUps.UnorderedItems.FirstOrDefault(each => each.Element.LineId == taken.LineId).Element is (not null, var writtenUp))
            {
                EndWrapUp(taken.LineId, writtenUp, change);
            }

            Add(taken.LineId, 1, change);
        }
    }

    /// <summary>Of the call that is written up at this line, if it still is.</summary>
    public void EndWrapUp(string lineId, string callId, Action<string> change)
    {
        if (_wrapUps.Remove((lineId, callId), out _, out _))
        {
            var left = WrapUps.Where(each => each.LineId == lineId).Select(each => (DateTimeOffset?)each.Until).Max();
            if (left is { } until)
            {
                _writtenUp[lineId] = until;
            }
            else
            {
                _writtenUp.TryRemove(lineId, out _);
            }

            Add(lineId, -1, change);
        }
    }

    /// <returns>Those that have ended.</returns>
    public IReadOnlyList<(string LineId, string CallId)> EndWrapUps(DateTimeOffset now, Action<string> change)
    {
        // Further away than any is long: the clock was set back.
        var never = now + care().LongestWrapUp;
        var ended = new List<(string, string)>();
        while (_wrapUps.TryPeek(out var over, out var until) && (until <= now || until > never))
        {
            ended.Add(_wrapUps.Dequeue());
            if (_writtenUp.TryGetValue(over.LineId, out var last) && (last <= now || last > never))
            {
                _writtenUp.TryRemove(over.LineId, out _);
            }

            Add(over.LineId, -1, change);
        }

        return ended;
    }

    public void Recount(CentreDirectory directory, IEnumerable<CallState> calls)
    {
        var indexOf = directory.Lines.Index().ToDictionary(line => line.Item.Id, line => line.Index);
        var taken = new ushort[indexOf.Count];
        foreach (var line in calls.SelectMany(call => call.Lines, (_, line) => line.LineId).Concat(WrapUps.Select(each => each.LineId)))
        {
            if (indexOf.TryGetValue(line, out var index))
            {
                taken[index]++;
            }
        }

        _table = new Table(directory, indexOf, taken);
    }

    private int CapacityOf(string lineId) => _table.Directory.FindLine(lineId)?.Line.Capacity ?? 1;

    private void Add(string lineId, int places, Action<string> change)
    {
        if (_table.IndexOf.TryGetValue(lineId, out var index))
        {
            _table.Taken[index] = (ushort)Math.Max(0, _table.Taken[index] + places);
            change(lineId);
        }
    }
}
