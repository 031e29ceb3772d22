using Hotline117.Contracts.Decisions;

namespace Hotline117.Routing.Decisions;

/// <summary>What is thought of the lines' places at one moment, in the directory's order.</summary>
/// <param name="taken">Places with a call, or with somebody who writes one up. Empty: none.</param>
/// <param name="promised">Places that are the turn of those who wait before this caller. Empty: nobody is before.</param>
internal readonly ref struct PlacesLeft(ReadOnlySpan<ushort> taken, ReadOnlySpan<ushort> promised)
{
    public ReadOnlySpan<ushort> Taken { get; } = taken;

    public ReadOnlySpan<ushort> Promised { get; } = promised;

    public Verdict VerdictOn(int line, int capacity)
    {
        var left = capacity - (Taken.IsEmpty ? 0 : Taken[line]);
        return left <= 0 ? Verdict.Busy : !Promised.IsEmpty && left <= Promised[line] ? Verdict.HeldForEarlier : Verdict.FurtherAway;
    }
}
