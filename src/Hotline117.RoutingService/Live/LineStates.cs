using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Live;

/// <summary>The state of lines, put together from the directory, the roster, the board, the conditions and the counts.</summary>
internal sealed class LineStates(LineStore store, LineConditions conditions, PhoneStates phones, LiveBoard board, RoutingData data, TimeProvider time)
{
    public Task<IReadOnlyList<LineStatus>> AllAsync() => OfAsync(data.Current.Directory.Lines);

    public async Task<IReadOnlyList<LineStatus>> OfAsync(IEnumerable<DirectoryLine> lines)
    {
        var now = time.GetUtcNow();
        var (roster, holds, current) = (data.Current.Roster, conditions.Holds, conditions.Current);
        var counts = await store.CountsAsync();
        var unreachable = phones.Unreachable(data.Current.Directory);
        var calls = board.Calls.SelectMany(call => call.Lines, (call, line) => (line.LineId, call.Phase)).ToLookup(place => place.LineId, place => place.Phase);
        var wrapUps = board.WrapUps();
        return [.. lines.Select(line =>
        {
            var onShift = roster.OnShift(line.Id, now);
            var condition = current.GetValueOrDefault(line.Id);
            var stops = holds.OfLines[line.Id].Concat(holds.OfCentres.TryGetValue(line.Centre.Id, out var pause) ? [pause] : []).Where(hold => hold.HoldsAt(now));
            return new LineStatus
            {
                LineId = line.Id,
                CentreId = line.Centre.Id,
                Capacity = line.Line.Capacity,
                OnShift = onShift,
                Activity = ActivityOf(calls[line.Id], wrapUps[line.Id].Any(), condition),
                CanBeRung = onShift && condition is null,
                Ringing = calls[line.Id].Count(phase => phase is CallPhase.Ringing),
                Talking = calls[line.Id].Count(phase => phase is CallPhase.Talking),
                WrapUpUntil = [.. wrapUps[line.Id].Order()],
                Stops = [.. stops.Select(AsStop)],
                UnreachableSince = unreachable.TryGetValue(line.Id, out var since) ? since : null,
                UnansweredInARow = counts.GetValueOrDefault(line.Id)?.UnansweredInARow ?? 0,
                ConversationsInShift = counts.GetValueOrDefault(line.Id)?.ConversationsInShift ?? 0,
            };
        })];
    }

    public static LineStop AsStop(LineHold hold) => new(JsonNamingPolicy.CamelCase.ConvertName(hold.Kind.ToString()), hold.By, hold.Reason, hold.Since, hold.Until);

    private static LineActivity ActivityOf(IEnumerable<CallPhase> calls, bool writesUp, LineCondition? condition) =>
        calls.Contains(CallPhase.Talking) ? LineActivity.Talking :
        calls.Contains(CallPhase.Ringing) ? LineActivity.Ringing :
        writesUp ? LineActivity.WrapUp :
        condition?.Obstacle switch
        {
            null => LineActivity.Free,
            LineObstacle.Paused => LineActivity.Paused,
            LineObstacle.Unreachable => LineActivity.Unreachable,
            _ => LineActivity.Resting,
        };
}
