using Hotline117.Routing.Regions;

namespace Hotline117.FaultTests.Simulated;

/// <param name="Patience">Hangs up when nobody has answered for so long; null for who waits for ever.</param>
internal sealed record Person(CallerRegion Region, bool InDanger, TimeSpan Talks, TimeSpan? Patience);

internal enum Where { Hold, Ringing, Waiting, Emergency, Talking, Gone }

/// <summary>One caller's channel: where the dialplan is with her, and what has become of her.</summary>
internal sealed class SwitchCall(string id, Person person, DateTimeOffset arrivedAt)
{
    public string Id => id;
    public Person Person => person;
    public DateTimeOffset ArrivedAt => arrivedAt;
    public int Step { get; set; }
    public HashSet<string> Tried { get; } = [];
    public Where Where { get; private set; }
    /// <summary>Counts her moves in the dialplan: what was begun before the last one no longer counts.</summary>
    public int Move { get; private set; }
    /// <summary>The lines that ring or talk.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];
    /// <summary>The switch rings them by itself.</summary>
    public bool ByFallback { get; private set; }
    public DateTimeOffset? HoldsSince { get; private set; }
    public TimeSpan LongestHold { get; private set; }
    public bool HasTalked { get; set; }
    public bool HungUpHerself { get; set; }
    public bool LostWithSwitch { get; set; }

    /// <returns>The number of the move.</returns>
    public int MoveTo(Where where, DateTimeOffset now, IReadOnlyList<string>? lines = null, bool byFallback = false)
    {
        if (HoldsSince is { } since && now - since > LongestHold)
            LongestHold = now - since;
        HoldsSince = where is Where.Hold ? now : null;
        (Where, Lines, ByFallback) = (where, lines ?? [], byFallback);
        return ++Move;
    }
}
