using Hotline117.Contracts.Events;
using Hotline117.Routing.Callbacks;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;

namespace Hotline117.UnitTests.Callbacks;

/// <summary>One callback, agreed to at 10:00 in Bishkek for the next two hours, and all that became of it.</summary>
internal sealed class CallbackStory(CallbackPolicy? policy = null)
{
    public const string Id = "c123";
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    private readonly CallbackPolicy policy = policy ?? CallbackPolicy.Default;
    private int events;

    public CallbackState? State { get; private set; }
    public List<CallEvent> Events { get; } = [];
    public CallbackEnded Ended => Events.OfType<CallbackEnded>().Single();

    /// <returns>False where the signal changed nothing.</returns>
    public bool Give(CallbackSignal signal)
    {
        if (Callback.Apply(State, signal, policy, () => new Guid(++events, 0, 0, new byte[8])) is not { } transition)
            return false;
        Assert.Equal((State?.Version ?? 0) + 1, transition.Next.Version);
        State = transition.Next;
        Events.AddRange(transition.Events);
        return true;
    }

    public static CallbackStory Open()
    {
        var story = new CallbackStory();
        story.Give(Agreed(0));
        story.Give(Left(1));
        return story;
    }

    /// <summary>A counsellor has taken it and the telephone rings.</summary>
    public void Ring(double minute)
    {
        Assert.True(Give(new AttemptBegun(Id, At(minute))));
        Assert.True(Give(new CallerRung(Id, At(minute), Channel)));
    }

    /// <summary>Of the present attempt.</summary>
    public string Channel => State!.ChannelOf(State.Attempts);

    public static DateTimeOffset At(double minute) => Start.AddMinutes(minute);

    public static CallbackAgreed Agreed(double minute) => new(
        Id, At(minute), "switch-1-1700000000.1", CallbackPolicy.Default.FindWindow("two-hours")!, "apples", CallerRegion.Unknown, new CallerWishes("ky"));

    public static CallerLeft Left(double minute, bool answered = false) => new(Id, At(minute), answered);
}
