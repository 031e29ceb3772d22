using System.Globalization;
using System.Numerics;
using Hotline117.Contracts.Events;

namespace Hotline117.Routing.Cover;

/// <summary>Who has stood ready in an hour so far. Each minute is counted once, whoever looks and how often.</summary>
/// <param name="From">A full hour.</param>
/// <param name="Seen">A bit for each minute that has been looked at.</param>
/// <param name="Covered">Minutes in which anybody could be rung.</param>
/// <param name="Regions">Minutes with cover, by region.</param>
/// <param name="Centres">By id.</param>
public sealed record CoverHour(
    DateTimeOffset From, ulong Seen, int Covered, IReadOnlyDictionary<string, int> Regions, IReadOnlyDictionary<string, CentreCover> Centres)
{
    private static readonly TimeSpan _length = TimeSpan.FromHours(1);

    public static CoverHour At(DateTimeOffset moment) => new(
        new DateTimeOffset(moment.UtcTicks - moment.UtcTicks % _length.Ticks, TimeSpan.Zero), 0, 0, new Dictionary<string, int>(), new Dictionary<string, CentreCover>());

    /// <summary>The hour is over, so nothing is added to it.</summary>
    public bool IsOverAt(DateTimeOffset moment) => moment >= From + _length;

    /// <returns>Null where that minute is counted already, or does not lie in this hour.</returns>
    public CoverHour? With(CoverNow now, IEnumerable<string> regions, DateTimeOffset at)
    {
        var minute = 1UL << at.UtcDateTime.Minute;
        if (at < From || IsOverAt(at) || (Seen & minute) != 0)
            return null;
        var centres = Centres.ToDictionary();
        foreach (var centre in now.Centres)
        {
            var before = centres.GetValueOrDefault(centre.CentreId) ?? new CentreCover(centre.CentreId, 0, 0, 0);
            centres[centre.CentreId] = new(
                centre.CentreId, before.OnDuty + 1, before.Ready + (centre.PlacesReady > 0 ? 1 : 0), before.PlacesReady + centre.PlacesReady);
        }
        return this with
        {
            Seen = Seen | minute,
            Covered = Covered + (now.IsAnybodyReady ? 1 : 0),
            Regions = now.Uncovered is { } uncovered
                ? Regions.Keys.Union(regions).ToDictionary(region => region, region => Regions.GetValueOrDefault(region) + (uncovered.Contains(region) ? 0 : 1))
                : Regions,
            Centres = centres,
        };
    }

    /// <summary>What is to be published of it. Nothing where no minute was looked at.</summary>
    public IEnumerable<CoverCounted> Told()
    {
        if (Seen == 0)
            return [];
        var parts = Centres.Values.OrderBy(centre => centre.CentreId, StringComparer.Ordinal).Chunk(CoverCounted.MostTold).DefaultIfEmpty([]);
        return parts.Select((centres, part) => new CoverCounted
        {
            EventId = OnceOnly.Id(From.ToString("yyyy-MM-dd'T'HH'Z'", CultureInfo.InvariantCulture), $"{nameof(CoverCounted)} {part}"),
            OccurredAt = From + _length,
            Hour = From,
            Part = part,
            MinutesSeen = BitOperations.PopCount(Seen),
            Covered = Covered,
            Regions = part > 0 ? [] : [.. Regions.Select(region => new RegionCover(region.Key, region.Value)).OrderBy(region => region.Region, StringComparer.Ordinal)],
            Centres = centres,
        });
    }
}
