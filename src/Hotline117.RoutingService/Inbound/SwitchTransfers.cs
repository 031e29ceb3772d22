using Hotline117.Asterisk.Events;
using Hotline117.Routing.Calls;

namespace Hotline117.RoutingService.Inbound;

/// <summary>What became, while nobody listened, of a call that was being handed over: the switch knows who has it.</summary>
internal static class SwitchTransfers
{
    /// <param name="has">See <see cref="Outbound.SwitchControl.WhoHasAsync"/>.</param>
    /// <param name="channels">Of the switch, by name.</param>
    /// <returns>What the call's state lacks, in order; nothing where it is true.</returns>
    public static IEnumerable<CallSignal> Unheard(
        string callId, Transfer open, string has, string other, IReadOnlyDictionary<string, CoreShowChannelEvent> channels, DateTimeOffset now)
    {
        var stillRings = other.StartsWith(SwitchSignals.LegPrefix, StringComparison.Ordinal) && channels.ContainsKey(other);
        if (Second(open, has, other, channels) is { } second)
        {
            if (open.JoinedAt is null)
            {
                yield return new TransferJoined(callId, now, open.LegId, second.Uniqueid);
            }

            if (second.Channel == has)
            {
                yield return new CounsellorLeft(callId, now) { LegId = open.LegId };
            }
        }
        else if (stillRings && has.Length == 0)
        {
            yield return new CounsellorLeft(callId, now) { LegId = open.LegId };
        }
        else if (!stillRings && !channels.Values.Any(channel => channel.Uniqueid == open.ChannelId))
        {
            yield return new TransferOver(callId, now, open.LegId, TransferEnd.Cancelled) { GoneChannelId = open.ChannelId };
        }
    }

    /// <summary>The telephone that has joined: beside the first, or alone with the caller.</summary>
    private static CoreShowChannelEvent? Second(Transfer open, string has, string other, IReadOnlyDictionary<string, CoreShowChannelEvent> channels)
    {
        if (!other.StartsWith(SwitchSignals.LegPrefix, StringComparison.Ordinal) && channels.TryGetValue(other, out var beside))
        {
            return beside;
        }

        // The account code says which line was rung: LINE.STEP.
        return channels.TryGetValue(has, out var alone)
            && (open.JoinedAt is not null ? alone.Uniqueid == open.ChannelId : open.From is { } first && alone.AccountCode.Split('.')[0] != first.LineId) ? alone : null;
    }
}
