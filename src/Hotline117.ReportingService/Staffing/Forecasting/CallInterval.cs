namespace Hotline117.ReportingService.Staffing.Forecasting;

/// <summary>
/// Between which counts a negative binomial one lies with 80 % at least: its mean is what is expected, its variance the dispersion times as much (NB1; A. C. Cameron and P. K. Trivedi,
/// "Regression Analysis of Count Data", 2nd edition 2013, section 3.3). A dispersion of 1 is chance alone: Poisson's distribution.
/// </summary>
internal readonly record struct CallInterval(int Low, int High)
{
    public const double Share = 0.8;
    private const double Negligible = 1e-12;

    /// <param name="dispersion">At least 1.</param>
    public static CallInterval Of(double expected, double dispersion)
    {
        if (expected <= 0)
        {
            return default;
        }

        // Begun near the most probable count, nothing can overflow or vanish, and no factorial is needed: the sum of all makes them probabilities.
        var first = Math.Max(0, (int)(expected - dispersion));
        var weights = new List<double> { 1 };
        while (first > 0 && weights[^1] > Negligible)
        {
            first--;
            weights.Add(weights[^1] / Ratio(first));
        }

        weights.Reverse();
        for (var next = weights[^1]; next > Negligible;)
        {
            next *= Ratio(first + weights.Count - 1);
            weights.Add(next);
        }

        var all = weights.Sum();
        return new(Quantile((1 - Share) / 2), Quantile((1 + Share) / 2));

        // How much more probable the next count is than this one.
        double Ratio(int count) => ((expected / dispersion) + (count * (1 - (1 / dispersion)))) / (count + 1);

        int Quantile(double share)
        {
            var (count, sum) = (0, weights[0]);
            while (sum < share * all)
            {
                sum += weights[++count];
            }

            return first + count;
        }
    }
}
