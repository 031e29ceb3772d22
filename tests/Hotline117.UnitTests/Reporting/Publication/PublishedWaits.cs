using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Publication;

/// <summary>
/// Random waits of answered calls, the bands and the times that are published of them, and what one makes of it who lays the times beside the bands: a
/// mean and a percentile say something of a sum and of an order that no count says.
/// </summary>
internal sealed class PublishedWaits
{
    private const int Smallest = 5;

    // From so many calls on more than the mean is published.
    private const int Many = 50;

    private static readonly CallAttribute[] Attributes = [.. CallAttribute.All.Where(attribute => attribute.Name is "outcome" or "promptness" or WaitBand.InTime or WaitBand.Later)];

    private readonly (AttributeValue Value, double Over, double UpTo)[] _bands;
    private readonly double[] _waits;
    private readonly int[] _calls;
    private readonly HashSet<AttributeValue> _shown;

    public PublishedWaits(int seed, int answeredWithin)
    {
        _bands =
        [
            .. WaitBand.All.Where(band => band.OverSeconds < answeredWithin).Select(band => (new AttributeValue(WaitBand.InTime, band.Name), (double)band.OverSeconds, Math.Min(band.UpToSeconds!.Value, (double)answeredWithin))),
            .. WaitBand.All.Where(band => band.UpToSeconds is null || band.UpToSeconds > answeredWithin).Select(band => (new AttributeValue(WaitBand.Later, band.Name), Math.Max(band.OverSeconds, (double)answeredWithin), band.UpToSeconds ?? double.PositiveInfinity)),
        ];
        var random = new Random(seed);
        var (calls, typical, spread) = (random.Next(10, 120), 4 + random.Next(20), 0.5 + random.NextDouble());
        _waits = [.. Enumerable.Range(0, calls).Select(_ => typical * Math.Exp(spread * (random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2) * 2)).Order()];
        _calls = [.. _bands.Select(band => _waits.Count(wait => wait > band.Over && wait <= band.UpTo))];
        var groups = _bands.Zip(_calls, (band, count) => new CallGroup(
            ["answered", Whole(band.Value), band.Value.Attribute == WaitBand.InTime ? band.Value.Value : null, band.Value.Attribute == WaitBand.Later ? band.Value.Value : null], count));
        _shown = [.. new Suppression(Attributes, new(Attributes, groups.Where(group => group.Calls > 0)), Smallest, new HashSet<AttributeValue>()).Shown().Keys.Where(cell => cell.Other is null).Select(cell => cell.One).OfType<AttributeValue>()];
    }

    public IReadOnlyList<AttributeValue> Withheld => [.. _bands.Select(band => band.Value).Where(value => !_shown.Contains(value))];

    /// <summary>Those that have few calls though it is shown how many were answered in time.</summary>
    public IReadOnlyList<AttributeValue> Secrets => [.. _bands.Zip(_calls).Where(band => band.Second is > 0 and < Smallest && IsWholeShown).Select(band => band.First.Value)];

    /// <returns>Of the withheld bands those for which no other number of calls was found that fits all that is published.</returns>
    public IReadOnlyList<AttributeValue> Attack(IReadOnlyList<AttributeValue> withheld)
    {
        List<(int From, int To)> trades =
        [
            .. from one in Enumerable.Range(0, _bands.Length)
               from other in Enumerable.Range(0, _bands.Length)
               where one != other && withheld.Contains(_bands[one].Value) && withheld.Contains(_bands[other].Value)
               where !IsWholeShown || _bands[one].Value.Attribute == _bands[other].Value.Attribute
               select (one, other),
        ];
        var others = from one in trades
                     from other in trades.Prepend((From: 0, To: 0))
                     let calls = Traded(Traded(_calls, one), other)
                     where calls.All(count => count >= 0) && Fit(calls)
                     select calls;
        HashSet<int> left = [.. Enumerable.Range(0, _bands.Length).Where(i => withheld.Contains(_bands[i].Value))];
        foreach (var calls in others.TakeWhile(_ => left.Count > 0))
        {
            left.RemoveWhere(i => calls[i] != _calls[i]);
        }

        return [.. left.Select(i => _bands[i].Value)];
    }

    private bool IsWholeShown => _shown.Contains(new("promptness", "inTime")) && _shown.Contains(new("promptness", "later"));

    private static string Whole(AttributeValue band) => band.Attribute == WaitBand.InTime ? "inTime" : "later";

    private static int[] Traded(int[] calls, (int From, int To) trade)
    {
        int[] traded = [.. calls];
        traded[trade.From]--;
        traded[trade.To]++;
        return traded;
    }

    /// <summary>Whether so many calls in each band can have the published mean, 90th percentile and mean of the slowest tenth, which are whole seconds.</summary>
    private bool Fit(int[] calls)
    {
        var (slowest, ninetieth, isMany) = ((_waits.Length + 9) / 10, ((_waits.Length * 9) + 9) / 10, _waits.Length >= Many);
        // The least and the most that each caller can have waited, in their order.
        double[] least = [.. calls.SelectMany((count, band) => Enumerable.Repeat(_bands[band].Over, count))];
        double[] most = [.. calls.SelectMany((count, band) => Enumerable.Repeat(_bands[band].UpTo, count))];
        for (var rank = 1; isMany && rank <= _waits.Length; rank++)
        {
            var published = Rounded(_waits[(ninetieth - 1)..ninetieth]);
            least[rank - 1] = rank < ninetieth ? least[rank - 1] : Math.Max(least[rank - 1], published.Least);
            most[rank - 1] = rank > ninetieth ? most[rank - 1] : Math.Min(most[rank - 1], published.Most);
        }

        var tenth = isMany ? Rounded(_waits[^slowest..]) : (Least: 0, Most: double.PositiveInfinity);
        var (leastOfTenth, mostOfTenth) = (Math.Max(least[^slowest..].Sum(), tenth.Least), Math.Min(most[^slowest..].Sum(), tenth.Most));
        var all = Rounded(_waits);
        return least.Zip(most).All(wait => wait.First <= wait.Second) && leastOfTenth <= mostOfTenth
            && least[..^slowest].Sum() + leastOfTenth <= all.Most && most[..^slowest].Sum() + mostOfTenth >= all.Least;
    }

    /// <summary>Between what a sum lies whose mean is published.</summary>
    private static (double Least, double Most) Rounded(double[] waits) => ((Math.Round(waits.Average()) - 0.5) * waits.Length, (Math.Round(waits.Average()) + 0.5) * waits.Length);
}
