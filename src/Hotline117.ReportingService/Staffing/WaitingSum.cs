namespace Hotline117.ReportingService.Staffing;

/// <summary>
/// Sums over k = 0, 1, 2 … of the weights <c>come^k / (end (end + 1) … (end + k))</c>: how probable it is in an Erlang A queue, but for a factor, that k callers wait.
/// The sum of the weights is the incomplete gamma function of the published formulas, as its series.
/// </summary>
/// <param name="Log">The natural logarithm of the sum of the weights.</param>
/// <param name="MeanWaiting">How many wait on the mean, while all counsellors are busy.</param>
/// <param name="AnsweredWait">For who comes while all are busy: the mean of her wait where she is answered, and of nothing where she hangs up; in patiences.</param>
internal readonly record struct WaitingSum(double Log, double MeanWaiting, double AnsweredWait)
{
    private const double Large = 1e200;
    private const double Negligible = 1e-18;

    /// <summary>Takes some <paramref name="come"/> − <paramref name="end"/> steps, and a few thousand.</summary>
    /// <param name="end">Calls that all counsellors end in the time of one patience; above zero.</param>
    /// <param name="come">Calls that come in that time.</param>
    public static WaitingSum Of(double end, double come)
    {
        var (weight, sum, waiting, answeredWait, log) = (1 / end, 0.0, 0.0, 0.0, 0.0);
        var turn = 0.0;
        for (var k = 0; ; k++)
        {
            // Who finds k waiting before her: each of the k + 1 stages ends as soon as a call ends or somebody in the queue hangs up, she included.
            turn += 1 / (end + k + 1);
            sum += weight;
            waiting += weight * k;
            answeredWait += weight * turn * end / (end + k + 1);
            if (sum > Large)
            {
                (weight, sum, waiting, answeredWait, log) = (weight / Large, sum / Large, waiting / Large, answeredWait / Large, log + Math.Log(Large));
            }

            var ratio = come / (end + k + 1);
            weight *= ratio;
            // Ratios fall, so that what follows is less than a geometric series.
            if (ratio < 1 && weight < (1 - ratio) * Negligible * sum)
            {
                return new(log + Math.Log(sum), waiting / sum, answeredWait / sum);
            }
        }
    }
}
