using Hotline117.Contracts;

namespace Hotline117.UnitTests.Simulation;

/// <summary>One caller, from the first ring to the end; what became of her.</summary>
internal sealed class SimulatedCall(string id, Caller caller, DateTimeOffset arrivedAt)
{
    public string Id => id;
    public Caller Caller => caller;
    public DateTimeOffset ArrivedAt => arrivedAt;
    public DateTimeOffset? ConnectedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>How often the router said that it ended, and how.</summary>
    public List<Disposition> Dispositions { get; } = [];
    /// <summary>How long she waited while nobody in the whole country was free.</summary>
    public TimeSpan WaitedForStaff { get; set; }
    /// <summary>How long the telephone rang that was picked up.</summary>
    public TimeSpan PickUp { get; set; }
    /// <summary>Lines that rang in vain.</summary>
    public int Unanswered { get; set; }
    /// <summary>How long telephones rang for her where somebody sat who did not get her.</summary>
    public List<TimeSpan> RangForNothing { get; } = [];

    /// <summary>From the first ring to the counsellor's voice, or until she hung up, less the waiting for staff and the counsellor's own time to pick up.</summary>
    public TimeSpan SystemTime => (ConnectedAt ?? EndedAt)!.Value - ArrivedAt - WaitedForStaff - PickUp;

    public bool HasHungUp => EndedAt is not null;

    /// <summary>Where the switch is with her.</summary>
    public int Step { get; set; }
    public HashSet<string> Tried { get; } = [];
    /// <summary>Counts her moves in the dialplan: what was begun before the last one no longer counts.</summary>
    public int Place { get; set; }
    /// <summary>The lines that ring for her, or the one that talks.</summary>
    public IReadOnlyList<string> Lines { get; set; } = [];
    public bool HasHeardThatAllTalk { get; set; }
    public DateTimeOffset? WaitsSince { get; set; }
    public TimeSpan NobodyFreeBefore { get; set; }
}
