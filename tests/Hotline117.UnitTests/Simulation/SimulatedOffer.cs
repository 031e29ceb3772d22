namespace Hotline117.UnitTests.Simulation;

/// <summary>The lines that ring for one caller, the nearest first, until one answers or all have ended.</summary>
internal sealed class SimulatedOffer(IReadOnlyList<string> lines, TimeSpan nobodyFreeBefore)
{
    private readonly HashSet<int> _begun = [];
    private readonly Dictionary<string, DateTimeOffset> _heardSince = [];
    private int _ended;

    public IReadOnlyList<string> Lines => lines;
    public TimeSpan NobodyFreeBefore => nobodyFreeBefore;
    public HashSet<string> Engaged { get; } = [];
    public bool IsOver => _ended == lines.Count;

    /// <summary>The line that begins before its time, as nobody is left to ring; null where one still rings.</summary>
    public int? NextAfterAllEnded => _ended == _begun.Count && !IsOver ? _begun.Count : null;

    /// <returns>False where it has begun already.</returns>
    public bool Begin(int index) => _begun.Add(index);

    /// <summary>Somebody sits there and hears it ring.</summary>
    public void Heard(string line, DateTimeOffset since) => _heardSince.Add(line, since);

    public void End(string line, bool wasEngaged)
    {
        _ended++;
        if (wasEngaged)
            Engaged.Add(line);
    }

    /// <summary>For how long somebody heard a telephone that she did not get to answer.</summary>
    public IEnumerable<TimeSpan> RangForNothing(string? takenBy, DateTimeOffset until) =>
        _heardSince.Where(heard => heard.Key != takenBy).Select(heard => until - heard.Value);
}
