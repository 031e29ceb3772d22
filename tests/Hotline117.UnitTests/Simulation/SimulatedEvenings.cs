using Hotline117.Contracts;
using Hotline117.Routing;
using Hotline117.Routing.Decisions;

namespace Hotline117.UnitTests.Simulation;

/// <summary>Many evenings of one kind, from 18 to 24 o'clock, one after another from a date on; each begins an hour earlier, so that some talk already.</summary>
/// <param name="Days">Every evening again the same date where it is 1.</param>
internal sealed record SimulatedEvenings(string Name, DateOnly First, int Days, Demand Demand)
{
    public SwitchTimes Times { get; init; } = new();
    public PhoneHabits Phones { get; init; } = new();

    public static readonly SimulatedEvenings Normal = new("normal evening", new(2026, 7, 13), 7, new Demand());

    /// <summary>New Year's Eve, with the sample roster's extra shifts.</summary>
    public static readonly SimulatedEvenings Holiday = new("holiday (31 December, twice the calls)", new(2026, 12, 31), 1, new Demand(2));

    public static readonly SimulatedEvenings News = new("after a news story (ten times the calls)", new(2026, 7, 13), 7, new Demand(10));

    public EveningFigures Run(RoutingSnapshot country, int evenings, int seed)
    {
        var calls = new List<SimulatedCall>();
        var faults = new List<string>();
        for (var evening = 0; evening < evenings; evening++)
        {
            var six = BishkekTime.ToInstant(First.AddDays(evening % Days).ToDateTime(new TimeOnly(18, 0)));
            var (all, wrong) = SimulatedEvening.Run(country, Demand, Phones, Times, seed + evening, six.AddHours(-1), six.AddHours(6));
            calls.AddRange(all.Where(call => call.ArrivedAt >= six));
            faults.AddRange(wrong.Concat(all.Where(call => call.Dispositions.Count != 1).Select(call => $"{call.Id} ended {call.Dispositions.Count} times.")));
        }

        return new EveningFigures(calls, faults);
    }
}

/// <param name="Calls">All that arrived.</param>
/// <param name="Faults">What must never be, each a sentence.</param>
internal sealed record EveningFigures(IReadOnlyList<SimulatedCall> Calls, IReadOnlyList<string> Faults)
{
    /// <summary>In order.</summary>
    private List<double> SystemSeconds { get; } = [.. Calls.Where(call => call.ConnectedAt is not null).Select(call => call.SystemTime.TotalSeconds).Order()];

    public int Connected => SystemSeconds.Count;

    public double MeanSystemSeconds => SystemSeconds.Average();

    /// <summary>Connected in at most ten seconds of system time, of all but those who hung up in less.</summary>
    public double WithinTenSeconds => SystemSeconds.Count(seconds => seconds <= 10) / (double)(Connected + Calls.Count(call => call.ConnectedAt is null && call.SystemTime.TotalSeconds > 10));

    public double SystemSecondsAt(double quantile) => SystemSeconds[Math.Min(Connected - 1, (int)(quantile * Connected))];

    /// <summary>The counsellors' own time included.</summary>
    public double TalkingWithinTenSeconds => Calls.Count(call => call.ConnectedAt is not null && (call.SystemTime + call.PickUp).TotalSeconds <= 10) / (double)Connected;

    /// <summary>Callers who waited while nobody in the whole country was free, and for how long in the mean.</summary>
    public (double Share, double MeanSeconds) WaitedForStaff => Calls.Where(call => call.WaitedForStaff > TimeSpan.Zero).ToList() is { Count: > 0 } waited
        ? (waited.Count / (double)Calls.Count, waited.Average(call => call.WaitedForStaff.TotalSeconds))
        : (0, 0);

    public double Abandoned => Calls.Count(call => call.Dispositions is [Disposition.Abandoned]) / (double)Calls.Count;

    /// <summary>Telephones that rang, for each call, where somebody sat who did not get it; and for how long in the mean.</summary>
    public (double Share, double MeanSeconds) RangForNothing => Calls.SelectMany(call => call.RangForNothing).ToList() is { Count: > 0 } rang
        ? (rang.Count / (double)Calls.Count, rang.Average(time => time.TotalSeconds))
        : (0, 0);
}
