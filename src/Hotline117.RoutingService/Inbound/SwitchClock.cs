using Hotline117.Asterisk.Events;

namespace Hotline117.RoutingService.Inbound;

/// <summary>Watches a switch's wall clock, by the times that its events bear. What it is set back by, whoever waits there waits longer (<see cref="SwitchWaits"/>).</summary>
internal sealed class SwitchClock(TimeProvider time)
{
    private static readonly TimeSpan _agreeWithin = TimeSpan.FromSeconds(5);

    /// <summary>So much longer may a wait become; and events may be sent in another order than they are dated.</summary>
    private static readonly TimeSpan _goesEvenlyWithin = TimeSpan.FromSeconds(1);

    /// <summary>What a clock may lose of each second by being slewed: chrony takes a twelfth at most, and no wait becomes longer by more.</summary>
    private const double Slewed = 0.1;

    private readonly long _began = time.GetTimestamp();
    private DateTimeOffset _latest;

    /// <summary>What its clock said, less what the steady one of this process did, was at least this when that was heard.</summary>
    private (DateTimeOffset Zero, TimeSpan Heard) _atLeast;

    /// <summary>What is wrong with its clock; null where nothing is, or nothing is known yet.</summary>
    public string? Fault { get; private set; }

    /// <param name="saidAfter">The timestamp of a word of ours that the switch had heard before (<see cref="Pulse.HeardOf"/>).</param>
    /// <returns>By how much its clock was set back since the last event, at least; null where nothing shows that it was.</returns>
    public TimeSpan? Hear(AmiEvent happened, long saidAfter)
    {
        if (happened.At is not { } there)
        {
            Fault = "its events bear no time, so that a clock that is set back would keep callers waiting and nobody would see it: set 'timestampevents = yes' in manager.conf and reload.";
            return null;
        }

        var (age, heard) = (time.GetElapsedTime(saidAfter), time.GetElapsedTime(_began));
        var apart = Apart(there, time.GetUtcNow(), age);
        Fault = apart > _agreeWithin ? $"its clock and this router's are {apart.TotalSeconds:0} s apart: let both follow a time server." : null;

        // It says less than before; or less than it must by what has gone by since our word, even if this was said just after it.
        var atLeast = _atLeast.Zero - Shortest((heard - _atLeast.Heard) * Slewed, _atLeast.Zero - DateTimeOffset.MinValue);
        var back = Longest(_latest - there, atLeast - (there - (heard - age)));
        _latest = there;
        if (back > _goesEvenlyWithin || there - heard > atLeast)
        {
            _atLeast = (there - heard, heard);
        }

        return back > _goesEvenlyWithin ? back : null;
    }

    /// <summary>Between a clock that says this and ours, of what was said between the age ago and now, at least.</summary>
    private static TimeSpan Apart(DateTimeOffset there, DateTimeOffset now, TimeSpan age) => Longest(TimeSpan.Zero, Longest(there - now, now - age - there));

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shortest(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
