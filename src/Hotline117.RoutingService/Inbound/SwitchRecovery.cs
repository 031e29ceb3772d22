using System.Globalization;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Events;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.Outbound;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Counts what happened while nobody listened, from the switch's own records: calls that it connected alone, ends that no router has seen, and what the
/// store has lost. A record goes once the store knows that its call has ended.
/// </summary>
internal sealed class SwitchRecovery(SwitchControl control, SignalQueue signals, CallStore store, LiveBoard board, TimeProvider time, ILogger log)
{
    /// <summary>A call may be writing into the minute that has just ended.</summary>
    private static readonly TimeSpan _stillWritten = TimeSpan.FromMinutes(2);

    /// <summary>An end that was heard just now is being counted.</summary>
    private static readonly TimeSpan _beingCounted = TimeSpan.FromSeconds(5);

    /// <summary>Longer than until another router looks. Of a call that ended with its switch the record stays open; who was connected then may have heard how it ended.</summary>
    private static readonly TimeSpan _toldByOthers = TimeSpan.FromSeconds(20);

    private readonly HeardEnds _heard = new(time);

    /// <summary>Open records of calls that are gone and that the store does not know, and since when that is seen.</summary>
    private Dictionary<string, long> _unexplained = [];

    /// <summary>Of the records of the last look.</summary>
    private volatile HashSet<string> _counted = [];

    /// <summary>The switch has told that a call has ended; it is counted now, and again where that is lost.</summary>
    public void Hear(CallRecord end) => _heard.Hear(end);

    /// <param name="stored">The store's live calls, read before.</param>
    /// <param name="alive">Those that the switch has.</param>
    /// <returns>Calls whose end is known, or left to other routers to tell; null where the records could not be read whole, so that nothing follows from what is missing.</returns>
    /// <exception cref="AmiException">The switch is away.</exception>
    /// <exception cref="RedisException">The store is away.</exception>
    public async Task<IReadOnlySet<string>?> RecoverAsync(
        IReadOnlySet<string> stored, Func<string, bool> alive, Geography country, CentreDirectory directory, CancellationToken stopping)
    {
        var minute = MomentOf(await control.MinuteAsync(stopping));
        if (await control.RecordsAsync(stopping) is not { } entries)
        {
            return null;
        }

        var ended = new HashSet<string>();
        var (left, counted, unexplained) = (entries.Count, new HashSet<string>(), new Dictionary<string, long>());
        foreach (var some in entries.ToLookup(entry => SwitchRecords.KeyOf(entry)?.Minute ?? ""))
        {
            var allCounted = true;
            foreach (var entry in some)
            {
                if (SwitchRecords.KeyOf(entry)?.CallId is not { } callId)
                {
                    continue;
                }

                if (await IsCountedAsync(callId, counted))
                {
                    ended.Add(callId);
                    // The switch ended before the call did, and left it.
                    if (some.Key == SwitchRecords.Open)
                    {
                        await control.DropAsync(new(SwitchRecords.Family, $"{SwitchRecords.Open}/{callId}"), stopping);
                    }

                    continue;
                }

                allCounted = false;
                if (some.Key == SwitchRecords.Open && (stored.Contains(callId) || _heard.Contains(callId)))
                {
                    continue;
                }

                if (some.Key == SwitchRecords.Open && !alive(callId))
                {
                    unexplained[callId] = _unexplained.GetValueOrDefault(callId, time.GetTimestamp());
                    if (time.GetElapsedTime(unexplained[callId]) < _toldByOthers)
                    {
                        ended.Add(callId);
                        continue;
                    }
                }

                if (await RecoverAsync(entry, callId, country, directory, stopping) is { HasEnded: true })
                {
                    ended.Add(callId);
                }
            }

            if (allCounted && some.Key != SwitchRecords.Open && MomentOf(some.Key) + _stillWritten <= minute)
            {
                await control.DropRecordsAsync(some.Key, stopping);
                left -= some.Count();
            }
        }

        foreach (var end in _heard.Before(_beingCounted).Where(end => !ended.Contains(end.CallId)))
        {
            if (!await IsCountedAsync(end.CallId, counted))
            {
                log.LogInformation("Call {CallId} of {Switch} has ended, which was heard and then lost: it is counted anew.", end.CallId, control.Name);
                await signals.EnqueueAsync(end, control, cause: null, stopping);
            }

            ended.Add(end.CallId);
        }

        (_counted, _unexplained) = (counted, unexplained);
        await control.CountRecordsAsync(left, stopping);
        return ended;
    }

    /// <summary>Redis may have lost what it knew: it is asked again for every record.</summary>
    public void Forget() => _counted = [];

    private async Task<bool> IsCountedAsync(string callId, HashSet<string> counted)
    {
        if (!_counted.Contains(callId) || board.Find(callId) is not null)
        {
            if (await store.FindAsync(callId) is not { Phase: CallPhase.Ended } ended)
            {
                return false;
            }

            // Another router has counted it after this one had read the live calls.
            board.Show(ended);
        }

        counted.Add(callId);
        return true;
    }

    private async Task<CallRecord?> RecoverAsync(AmiEvent entry, string callId, Geography country, CentreDirectory directory, CancellationToken stopping)
    {
        if (SwitchRecords.Read(entry, country, directory) is not { } record)
        {
            log.LogError("{Switch}: the record of call {CallId} can't be read; the call is not counted.", control.Name, callId);
            return null;
        }

        if (!record.HasEnded && await control.AnsweredAtAsync(callId, stopping) is { } at)
        {
            if (await control.AnsweredByAsync(callId, stopping) is not var (channel, rang))
            {
                // It has ended since, and its record tells more by now.
                return null;
            }

            record = SwitchRecords.AnsweredBy(record, SwitchSignals.Answered(callId, at, channel, rang, directory));
        }

        if (record.HasEnded)
        {
            // Its minute may be dropped as soon as it is counted, where the switch's clock was set forwards.
            _heard.Hear(record);
        }

        log.LogInformation("Call {CallId} of {Switch} is counted by the switch's own record.", callId, control.Name);
        await signals.EnqueueAsync(record, control, cause: null, stopping);
        return record;
    }

    private static DateTimeOffset? MomentOf(string minute) =>
        DateTimeOffset.TryParseExact(minute, SwitchRecords.MinuteFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
