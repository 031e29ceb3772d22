namespace Hotline117.Benchmarks;

internal static class Quantile
{
    public static double Of(IReadOnlyCollection<double> samples, double q) => samples.Order().ElementAt((int)Math.Ceiling(q * samples.Count) - 1);
}
