using System.Globalization;

namespace Hotline117.FaultTests.Real;

internal enum RealFaultKind
{
    /// <summary>SIGKILL; started again afterwards.</summary>
    RouterKilled,
    /// <summary>SIGTERM; started again at once, as an update does.</summary>
    RouterReplaced,
    /// <summary>SIGSTOP, SIGCONT.</summary>
    RouterHung,
    /// <summary>Both at once.</summary>
    AllRoutersHung,
    /// <summary>Both lose their connection to the switch.</summary>
    CutFromSwitch,
    /// <summary>What the switch says comes to both later.</summary>
    HeardLate,
    RedisHung,
    RedisKilled,
    /// <summary>All calls and places are deleted, and all connections cut: as if it had been started without its file, in no time.</summary>
    RedisForgetsCalls,
    RabbitHung,
    RabbitKilled,
    PostgresHung,
    PostgresKilled,
    ReportingHung,
    ReportingKilled,
    SwitchHung,
    /// <summary>No write of any of them ends, the switch's included.</summary>
    DiskHung,
    /// <summary>Nobody gets a byte more, root included. What ends by it is started again when there is room.</summary>
    DiskFull,
    /// <summary>Of Asterisk's machine; forwards or backwards by <see cref="RealFault.Step"/>, and back again, as for all clocks.</summary>
    SwitchClockStepped,
    RedisClockStepped,
    RouterClockStepped,
    /// <summary>Those of all machines, together.</summary>
    ClocksStepped,
    /// <summary>SIGKILL; started again, as whatever looks after it would. Who was on it is cut off.</summary>
    SwitchKilled,
}

/// <param name="At">After the load began.</param>
internal sealed record RealFault(TimeSpan At, RealFaultKind Kind, int Router, TimeSpan For)
{
    private static readonly double[] Steps = [-7200, -90, -5, 5, 90, 7200];

    /// <summary>Of a clock.</summary>
    public TimeSpan Step => TimeSpan.FromSeconds(Steps[(int)(For.Ticks % Steps.Length)]);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.TotalSeconds,7:0.000} s  {Kind} {Router} {For.TotalSeconds:0.000} s");
}

internal sealed record RealSchedule(int Seed, IReadOnlyList<RealFault> Faults)
{
    /// <summary>On the mean.</summary>
    private const double FaultsPerSecond = 2;

    /// <summary>To start a program anew takes seconds of both cores, so long after a cut no router hears, and a clock is wrong for three seconds at least; the others cost nothing.</summary>
    private static readonly RealFaultKind[] Seldom =
    [
        RealFaultKind.CutFromSwitch, RealFaultKind.RouterKilled, RealFaultKind.RouterReplaced, RealFaultKind.RedisKilled, RealFaultKind.RabbitKilled,
        RealFaultKind.PostgresKilled, RealFaultKind.ReportingKilled, RealFaultKind.SwitchKilled, RealFaultKind.DiskFull,
        RealFaultKind.SwitchClockStepped, RealFaultKind.RedisClockStepped, RealFaultKind.RouterClockStepped, RealFaultKind.ClocksStepped,
    ];

    public TimeSpan Length => Faults.Count == 0 ? TimeSpan.Zero : Faults.Max(fault => fault.At + fault.For);

    public static RealSchedule Of(int seed, int count, IReadOnlyList<RealFaultKind> kinds)
    {
        var random = new Random(seed);
        RealFaultKind[] often = [.. kinds.Except(Seldom)], seldom = [.. kinds.Intersect(Seldom)];
        return new(seed, [.. Enumerable.Range(0, count).Select(number => new RealFault(
            TimeSpan.FromSeconds((number + random.NextDouble()) / FaultsPerSecond),
            seldom.Length > 0 && (often.Length == 0 || random.Next(12) == 0) ? seldom[random.Next(seldom.Length)] : often[random.Next(often.Length)],
            random.Next(2),
            // From the middle of a question to more than the switch waits.
            TimeSpan.FromSeconds(random.Next(3) == 0 ? 4 * random.NextDouble() : 0.6 * random.NextDouble())))]);
    }
}
