using Hotline117.Contracts;
using Hotline117.Routing;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;

namespace Hotline117.UnitTests.Simulation;

/// <summary>
/// Who calls, when, from where and for how long. No volume of 117 is published; "registered" is the police's count of domestic violence by oblast, January to
/// November 2020 (24.kg/english 178453), the one full split that was found. Everything else is assumed, and said so.
/// </summary>
/// <param name="Times">How many times the calls of a usual day.</param>
/// <param name="AskedForLanguage">The site asks each caller for her language.</param>
internal sealed record Demand(double Times = 1, bool AskedForLanguage = false)
{
    /// <summary>Assumed, as the middle of 200 to 400: the children's line 111 had 194 a day in 2025 (24.kg 342888).</summary>
    private const double CallsPerDay = 300;

    /// <summary>Assumed: the hour at 21 has three times the calls of a mean hour, the evening twice. The sum is 24.</summary>
    private static readonly double[] ByHour = [0.6, 0.4, 0.3, 0.2, 0.2, 0.2, 0.3, 0.4, 0.6, 0.8, .75, .75, .75, .75, .75, .75, 1, 1.2, 1.6, 2.2, 2.6, 3, 2.4, 1.5];

    /// <summary>Registered, 2020. The region to which the caller's number, cell or location leads; with it the assumed share of who would rather speak Russian and Uzbek.</summary>
    private static readonly (string Region, double Cases, double Russian, double Uzbek)[] Oblasts =
    [
        ("bishkek", 3478, 0.45, 0.01), ("chuy", 2463, 0.4, 0.01), ("issyk-kul", 598, 0.15, 0.01), ("jalal-abad", 571, 0.05, 0.25), ("osh-city", 328, 0.1, 0.45),
        ("naryn", 274, 0.02, 0), ("osh", 261, 0.02, 0.28), ("batken", 211, 0.03, 0.15), ("talas", 153, 0.05, 0.01),
    ];

    /// <summary>Assumed: fixed lines, and what carriers convey. A mobile number tells no region.</summary>
    private const double RegionKnown = 0.4;

    /// <summary>Assumed.</summary>
    private const double PressDanger = 0.02;

    /// <summary>By Poisson, with the rate of the hour.</summary>
    public DateTimeOffset NextArrival(DateTimeOffset after, Random random)
    {
        // Thinning: arrivals at the peak's rate, of which the hour's share is kept.
        var peak = ByHour.Max();
        do
        {
            after += TimeSpan.FromDays(Exponential(1 / (CallsPerDay * Times * peak), random));
        }
        while (random.NextDouble() * peak > ByHour[BishkekTime.ToLocal(after).Hour]);
        return after;
    }

    public Caller NextCaller(Random random)
    {
        var (region, russian, uzbek) = AnyOblast(random);
        var speaks = random.NextDouble();
        var language = speaks < russian ? "ru" : speaks < russian + uzbek ? "uz" : "ky";
        var talk = Talk(random);
        return new Caller(
            random.NextDouble() < RegionKnown ? new CallerRegion(region, RegionSource.AreaCode, RegionCertainty.High) : CallerRegion.Unknown,
            AskedForLanguage ? new CallerWishes(language) : CallerWishes.None,
            random.NextDouble() < PressDanger,
            talk,
            // Assumed: who has nothing to say hangs up soon, the others wait four minutes in the mean.
            TimeSpan.FromSeconds(Exponential(talk < TimeSpan.FromMinutes(1) ? 60 : 240, random)));
    }

    /// <summary>Assumed: two of three calls are silent, mistaken or pranks and last 20 s, the others are for information and last 4 minutes, but for three in
    /// a hundred about violence, which last 15 to 40. (111: 3.8 % of its calls were real requests, 24.kg 342888.)</summary>
    private static TimeSpan Talk(Random random) => random.NextDouble() switch
    {
        < 0.03 => TimeSpan.FromMinutes(15 + 25 * random.NextDouble()),
        < 0.33 => TimeSpan.FromMinutes(Exponential(4, random)),
        _ => TimeSpan.FromSeconds(Exponential(20, random)),
    };

    private static (string Region, double Russian, double Uzbek) AnyOblast(Random random)
    {
        var at = random.NextDouble() * Oblasts.Sum(oblast => oblast.Cases);
        foreach (var (region, cases, russian, uzbek) in Oblasts)
        {
            at -= cases;
            if (at < 0)
                return (region, russian, uzbek);
        }
        return ("bishkek", 0, 0);
    }

    public static double Exponential(double mean, Random random) => -mean * Math.Log(1 - random.NextDouble());
}

/// <param name="Patience">Hangs up when nobody has answered for so long.</param>
internal sealed record Caller(CallerRegion Region, CallerWishes Wishes, bool InDanger, TimeSpan Talk, TimeSpan Patience);
