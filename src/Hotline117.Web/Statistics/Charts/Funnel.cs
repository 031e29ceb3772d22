using Hotline117.Contracts.Statistics;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>What became of the calls: from received, step by step, to answered in time.</summary>
public sealed record Funnel(IReadOnlyList<FunnelStep> Steps)
{
    public static IReadOnlyList<string> Lost { get; } = ["abandonedShort", "abandonedLong", "overflowed", "indeterminate"];

    public static IReadOnlyList<string> Figures { get; } = ["received", .. Lost, "answered", "answeredInTime"];

    public static Funnel Of(FigureTable all)
    {
        var sums = new PeriodSums(all);
        var received = sums.Of("received");
        var whole = received.Number > 0 ? received.Number : null;
        var steps = new List<FunnelStep>();
        var left = received.Number;
        foreach (var figure in Figures)
        {
            var calls = sums.Of(figure);
            var share = calls.Number / whole;
            var isLost = Lost.Contains(figure);
            // What is lost hangs where the rest ends; behind a step that is withheld nobody knows where that is.
            left = isLost ? left - calls.Number : left;
            steps.Add(new(figure, calls, share, isLost ? left / whole : 0));
        }

        return new(steps);
    }

    public ChartTable Table => new(["figure"], ["calls"], [.. Steps.Select(step => new ChartRow([step.Figure], [step.Calls]))]) { Defined = Figures };
}

/// <param name="Share">Of the received, 0 to 1; null where one of both is not shown.</param>
/// <param name="From">Where its bar begins, as a share of the received; null where nobody can know it.</param>
public sealed record FunnelStep(string Figure, ChartValue Calls, double? Share, double? From);
