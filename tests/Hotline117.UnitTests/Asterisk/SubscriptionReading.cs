using Hotline117.Asterisk;
using Hotline117.Asterisk.Events;

namespace Hotline117.UnitTests.Asterisk;

internal static class SubscriptionReading
{
    /// <summary>The next delivery, event or gap.</summary>
    public static async Task<AmiDelivery<TEvent>> NextAsync<TEvent>(this AmiSubscription<TEvent> subscription)
    {
        AmiDelivery<TEvent> next;
        while (!subscription.TryRead(out next))
            Assert.True(await subscription.WaitToReadAsync(AmiWorld.Deadline), "the subscription ended");
        return next;
    }

    /// <summary>The next event; gaps are passed over.</summary>
    public static async Task<TEvent> NextEventAsync<TEvent>(this AmiSubscription<TEvent> subscription)
    {
        while (true)
        {
            if (await subscription.NextAsync() is { Gap: null } delivery)
                return delivery.Event;
        }
    }

    public static async Task<List<string>> NextNamesAsync(this AmiSubscription<AmiEvent> subscription, int count)
    {
        var names = new List<string>();
        while (names.Count < count)
            names.Add((await subscription.NextEventAsync()).Name);
        return names;
    }
}
