using System.Globalization;

namespace Hotline117.FaultTests.Simulated;

internal enum FaultKind
{
    /// <summary>Gone with all that it knew; another one starts in its place.</summary>
    RouterKilled,
    /// <summary>Stopped in the middle of whatever it did; afterwards it goes on as if nothing had been.</summary>
    RouterHung,
    /// <summary>The link to the switch is cut; what was on its way is lost.</summary>
    CutFromSwitch,
    /// <summary>What the switch says arrives afterwards, in its order.</summary>
    HeardLate,
    /// <summary>What the router tells the switch arrives afterwards, in its order.</summary>
    ToldLate,
    /// <summary>Some of what the switch says never arrives, and nobody notices.</summary>
    SignalsLost,
    SignalsTwice,
    /// <summary>What the switch says of different moments arrives in another order.</summary>
    SignalsMixedUp,
    CutFromStore,
    ClockStepped,
    StoreAway,
    /// <summary>Who asks gives up; what was asked is done afterwards, in any order, as connections were cut meanwhile.</summary>
    StoreHung,
    /// <summary>Away, and back without anything.</summary>
    StoreEmptied,
    /// <summary>Away, and back as it was a second before.</summary>
    StoreLostLastSecond,
    /// <summary>All channels are gone, and the callers with them; the last good plan is still there.</summary>
    SwitchRestarted,
}

/// <param name="At">After the run began.</param>
/// <param name="Router">Which, where the fault is a router's.</param>
/// <param name="For">How long; for a clock, by how much it is stepped and later stepped back.</param>
internal sealed record Fault(TimeSpan At, FaultKind Kind, int Router, TimeSpan For)
{
    public bool IsOfRouter => Kind is not (FaultKind.StoreAway or FaultKind.StoreHung or FaultKind.StoreEmptied or FaultKind.StoreLostLastSecond or FaultKind.SwitchRestarted);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At.TotalSeconds,7:0.000} s  {Kind}{(IsOfRouter ? $" router {Router}" : "")} {For.TotalSeconds:0.000} s");
}
