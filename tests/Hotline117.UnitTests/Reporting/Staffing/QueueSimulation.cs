using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Staffing;

namespace Hotline117.UnitTests.Reporting.Staffing;

/// <summary>
/// Calls one by one on a simulated clock: first come, first served, by whichever counsellor is free first. It knows no formula. The calls are parted into batches so long
/// that they hardly depend on each other, and the means of the batches say how sure the whole is.
/// </summary>
internal sealed class QueueSimulation(Demand demand, int counsellors, ServiceGoal goal, int seed)
{
    private const int Batches = 40;
    private const int CallsOfBatch = 20_000;
    /// <summary>Of Student's distribution with 39 degrees of freedom, for 99.9 %.</summary>
    private const double Quantile = 3.56;

    private readonly Random _random = new(seed);
    private readonly PriorityQueue<double, double> _freeAt = new();
    private double _now;

    /// <returns>Of each figure the least and the most that the simulation allows, with 99.9 %.</returns>
    public IReadOnlyDictionary<string, (double Least, double Most)> Run()
    {
        _freeAt.EnqueueRange(Enumerable.Repeat(0.0, counsellors), 0.0);
        Batch(); // The queue forgets that it began empty.
        var batches = Enumerable.Range(0, Batches).Select(_ => Batch()).ToList();
        return Figures(batches[0]).Select((figure, i) => (figure.Name, Interval([.. batches.Select(batch => Figures(batch)[i].Value)]))).ToDictionary();
    }

    public static IReadOnlyList<(string Name, double Value)> Figures(StaffingRow row) =>
    [
        ("waits", row.WaitProbability), ("service level", row.ServiceLevel), ("mean wait", row.AnswerSecondsMean!.Value), ("hang up", row.Abandoned), ("occupancy", row.Occupancy),
    ];

    private StaffingRow Batch()
    {
        var (waiting, answered, inTime, abandonedShort, waited, handled, from) = (0, 0, 0, 0, 0.0, 0.0, _now);
        for (var call = 0; call < CallsOfBatch; call++)
        {
            _now += Exponential(1 / demand.CallsPerSecond);
            var wait = Math.Max(0, _freeAt.Peek() - _now);
            var patience = demand.PatienceSeconds is { } mean ? Exponential(mean) : double.PositiveInfinity;
            waiting += wait > 0 ? 1 : 0;
            if (patience < wait)
            {
                abandonedShort += patience < goal.ShortAbandonSeconds ? 1 : 0;
                continue;
            }

            var handling = Exponential(demand.HandleSeconds);
            var freeAgain = _now + wait + handling;
            _freeAt.DequeueEnqueue(freeAgain, freeAgain);
            (answered, inTime, waited, handled) = (answered + 1, inTime + (wait <= goal.AnsweredWithinSeconds ? 1 : 0), waited + wait, handled + handling);
        }

        return new(
            counsellors, (double)waiting / CallsOfBatch, (double)inTime / (CallsOfBatch - abandonedShort), waited / answered, 1 - ((double)answered / CallsOfBatch), handled / counsellors / (_now - from));
    }

    private double Exponential(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    private static (double, double) Interval(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        var half = Quantile * deviation / Math.Sqrt(values.Length);
        return (mean - half, mean + half);
    }
}
