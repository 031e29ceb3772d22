using Hotline117.Contracts.Events;
using Hotline117.Contracts.WrapUps;

namespace Hotline117.Routing.Calls;

/// <summary>What a counsellor says of a call. It changes nothing in the life of the call, so that it may come during the call or after its end.</summary>
public static class CallWrapUp
{
    /// <summary>Somebody has talked with the caller and can tell.</summary>
    public static bool IsPossible(CallState call) => call.AnsweredAt is not null;

    /// <param name="before">What was said last; null where nothing was.</param>
    /// <returns>Null where the same was said before.</returns>
    public static CallWrappedUp? Apply(CallState call, CallWrappedUp? before, WrapUp said, DateTimeOffset at, Guid eventId) => before?.WrapUp == said
        ? null
        : new()
        {
            EventId = eventId,
            CallId = call.CallId,
            // The later one counts wherever the two arrive, though the clocks of two routers differ.
            OccurredAt = at > before?.OccurredAt || before is null ? at : before.OccurredAt.AddMilliseconds(1),
            WrapUp = said,
        };
}
