using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;

namespace Hotline117.UnitTests.Routing;

/// <summary>A call and a store of one call, which keeps what a committed transition says it must.</summary>
internal sealed class CallStory
{
    public const string CallId = "1700000000.1";
    private int _events;

    public CallState? State { get; private set; }
    public List<CallEvent> Events { get; } = [];
    /// <summary>The lines on which the call has a place.</summary>
    public HashSet<string> Held { get; } = [];
    /// <summary>How many places it was given, and how many it gave back.</summary>
    public int Taken { get; private set; }
    public int GivenBack { get; private set; }

    /// <summary>Whom the last signal tells the switch to bring in, and how often one did.</summary>
    public BringIn? Begins { get; private set; }
    public int BeginsTold { get; private set; }

    public IEnumerable<string> EventNames => Events.Select(each => each.GetType().Name);
    public CallEnded Ended => Events.OfType<CallEnded>().Single();

    /// <param name="free">The first free line of the ranking; null where there is none.</param>
    /// <returns>False where the signal changed nothing.</returns>
    public bool Give(CallSignal signal, string? free = null)
    {
        if (Call.Apply(State, signal, NextEventId) is not { } transition)
            return false;
        if (transition.OnlyWithLine && free is null)
            return false;
        Assert.Equal((State?.Version ?? 0) + 1, transition.Next.Version);
        Events.AddRange(transition.Events);
        State = transition.Next;
        Begins = transition.Begins;
        BeginsTold += Begins is null ? 0 : 1;
        GiveBack(Held.Where(line => !State.Holds(line)));
        Take(State.Lines);
        if (transition.WantsLine && free is not null)
            Offer(free, signal.At);
        return true;
    }

    private Guid NextEventId() => new(++_events, 0, 0, new byte[8]);

    private void Offer(string line, DateTimeOffset at)
    {
        State = Call.Offered(State!, at, [new HeldLine(line, line[..^2])]);
        Take(State.Lines);
        Events.Add(new CallOffered
        {
            EventId = NextEventId(),
            CallId = CallId,
            OccurredAt = at,
            Attempt = State.Attempt,
            LineId = line,
            CentreId = line[..^2],
            Source = State.Source,
            Explanation = Explanations.Of(State.Attempt),
        });
    }

    private void Take(IEnumerable<HeldLine> lines) => Taken += lines.Count(line => Held.Add(line.LineId));

    private void GiveBack(IEnumerable<string> lines) => GivenBack += lines.ToList().Count(line => Held.Remove(line));
}

/// <summary>Signals of the one call, so many seconds after it began.</summary>
internal static class Said
{
    public static LineWanted Wanted(int step, int after) => new(CallStory.CallId, At(after), step, CallerRegion.Unknown, new CallerWishes("ky"), new HashSet<string>());

    public static FallbackOffered Fallback(int step, string line, int after) => new(CallStory.CallId, At(after), step, line, line[..^2]);

    public static EmergencyOffered Emergency(int step, int after) => new(CallStory.CallId, At(after), step);

    public static TurnCame TurnCame(int after) => new(CallStory.CallId, At(after));

    public static LineChosen LineChosen(string line, int after) => new(CallStory.CallId, At(after), "aida", [line]);

    public static EmergencyChosen EmergencyChosen(int after) => new(CallStory.CallId, At(after), "aida");

    public static PrioritySet PrioritySet(CallPriority priority, int after) => new(CallStory.CallId, At(after), priority);

    public static LineAnswered Answered(int after) => new(CallStory.CallId, At(after));

    public static TransferWanted TransferWanted(string leg, int step, int after, params string[] tried) =>
        new(CallStory.CallId, At(after), leg, step, "legal", tried.ToHashSet());

    public static TransferToEmergency TransferToEmergency(string leg, string number, int after) => new(CallStory.CallId, At(after), leg, number);

    public static TransferJoined TransferJoined(string leg, int after) => new(CallStory.CallId, At(after), leg, $"{leg}-telephone");

    public static TransferOver TransferOver(string leg, TransferEnd how, int after) => new(CallStory.CallId, At(after), leg, how);

    public static CounsellorLeft CounsellorLeft(int after) => new(CallStory.CallId, At(after));

    public static BringInOverdue BringInOverdue(int after) => new(CallStory.CallId, At(after));

    public static HungUp HungUp(int after) => new(CallStory.CallId, At(after));

    public static Vanished Vanished(int after) => new(CallStory.CallId, At(after));

    public static DateTimeOffset At(int seconds) => World.Start.AddSeconds(seconds);
}
