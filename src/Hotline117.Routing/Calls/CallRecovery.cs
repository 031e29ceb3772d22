using Hotline117.Contracts;
using Hotline117.Contracts.Events;

namespace Hotline117.Routing.Calls;

/// <summary>A record of the switch, read as the signals of which no router has heard.</summary>
internal static class CallRecovery
{
    /// <param name="apply">What one signal means.</param>
    /// <returns>One transition for all of them; null where nothing of it is new.</returns>
    public static CallTransition? Apply(CallState? state, CallRecord record, Func<CallState?, CallSignal, CallTransition?> apply)
    {
        CallTransition? all = null;
        foreach (var signal in Unheard(state, record))
        {
            if (apply(all?.Next ?? state, signal) is { } next)
            {
                all = all is null ? next : next with { Events = [.. all.Events, .. next.Events], Had = [.. all.Had, .. next.Had] };
            }
        }

        return all is null ? null : ChosenBy(record.Source, all) with { At = record.At, WantsLine = false, Next = all.Next with { Version = (state?.Version ?? 0) + 1 } };
    }

    private static IEnumerable<CallSignal> Unheard(CallState? state, CallRecord record)
    {
        if (state is null)
        {
            yield return new LineWanted(record.CallId, record.CameAt, Step: 0, record.Region, record.Wishes, new HashSet<string>());
        }

        var line = (record.Rang as FallbackOffered)?.LineId;
        var knownToRing = state is { AnsweredAt: not null } || (line is not null && state?.Holds(line) is true) || (line is null && state?.SentToEmergency is true);
        if (record.Rang is { } rang && !knownToRing)
        {
            yield return rang with { Step = Math.Max(record.Step, (state?.Step ?? 0) + 1) };
        }

        if (record.AnsweredAt is { } answeredAt && state is not { AnsweredAt: not null })
        {
            yield return new LineAnswered(record.CallId, answeredAt, line);
        }

        if (record.HasEnded)
        {
            yield return new HungUp(record.CallId, record.At) { Talked = record.Talked };
        }
    }

    /// <summary>A line that the router chose before the store forgot it: it told of the offer then, with its reasons.</summary>
    private static CallTransition ChosenBy(OfferSource source, CallTransition recovered) => source is OfferSource.SwitchFallback ? recovered : recovered with
    {
        Events = [.. recovered.Events.Where(happened => happened is not CallOffered).Select(happened => happened is CallAnswered answered ? answered with { Source = source } : happened)],
    };
}
