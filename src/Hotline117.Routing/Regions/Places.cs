using System.Collections.Frozen;
using Hotline117.Contracts;

namespace Hotline117.Routing.Regions;

/// <summary>Finds the region of a point or of an address.</summary>
public sealed class Places
{
    /// <summary>A town ends about here; further out it is the rayon that counts.</summary>
    private const double TownReachKilometres = 10;

    /// <summary>From the nearest seat, the location's own uncertainty included. The nearest seat may lie behind a mountain; so certainty falls fast.</summary>
    private const double HighWithinKilometres = 10, MediumWithinKilometres = 40, LowWithinKilometres = 100;

    private readonly RegionMap _regions;
    private readonly FrozenDictionary<string, Place> _byName;
    private readonly (Place Place, Coordinates At)[] _withPoint;

    /// <exception cref="ArgumentException">Two places share a name.</exception>
    public Places(IEnumerable<Place> places, RegionMap regions)
    {
        Place[] all = [.. places];
        _regions = regions;
        _byName = all.SelectMany(place => place.Names, (place, name) => KeyValuePair.Create(Key(name), place)).ToDictionary().ToFrozenDictionary();
        // Where a town is its rayon's seat as well, both lie at one point: the town comes first.
        _withPoint = [.. all.Where(place => place.At is not null).OrderBy(place => place.Kind).Select(place => (place, place.At!.Value))];
    }

    /// <summary>The town or rayon whose seat is nearest, or unknown where none is near.</summary>
    /// <param name="uncertaintyKilometres">How far from the point the caller may be, by the carrier's own word.</param>
    public CallerRegion Near(Coordinates point, double uncertaintyKilometres)
    {
        if (!point.IsOnEarth || !double.IsFinite(uncertaintyKilometres) || uncertaintyKilometres < 0)
            return CallerRegion.Unknown;
        var (place, distance) = _withPoint
            .Select(each => (each.Place, Distance: each.At.DistanceTo(point)))
            .Where(each => each.Place.Kind is not PlaceKind.Town || each.Distance <= TownReachKilometres)
            .MinBy(each => each.Distance);
        return (distance + uncertaintyKilometres) switch
        {
            _ when place is null => CallerRegion.Unknown,
            <= HighWithinKilometres => Found(place, RegionCertainty.High),
            <= MediumWithinKilometres => Found(place, RegionCertainty.Medium),
            <= LowWithinKilometres => Found(place, RegionCertainty.Low),
            _ => CallerRegion.Unknown,
        };
    }

    /// <summary>
    /// The smallest part of an address that is known by its name. A name that could be two places is not known; parts that contradict each other,
    /// such as a town in another oblast, make the whole address unknown.
    /// </summary>
    /// <param name="partsLargestFirst">Oblast, rayon, town (A1, A2, A3 of RFC 5139); each may be null.</param>
    public CallerRegion Named(params ReadOnlySpan<string?> partsLargestFirst)
    {
        Place? found = null;
        foreach (var part in partsLargestFirst)
        {
            if (part is null || !_byName.TryGetValue(Key(part), out var place))
                continue;
            if (found is not null && !_regions.IsWithin(place.Region, found.Region))
                return CallerRegion.Unknown;
            found = place;
        }
        return found is null ? CallerRegion.Unknown : Found(found, found.Kind is PlaceKind.Oblast ? RegionCertainty.Medium : RegionCertainty.High);
    }

    /// <summary>A name without case, spaces, hyphens and the two dots of Ё, in which spellings differ.</summary>
    public static string Key(string name) => string.Concat(name.ToLowerInvariant().Replace('ё', 'е').Where(char.IsLetterOrDigit));

    private static CallerRegion Found(Place place, RegionCertainty certainty) => new(place.Region, RegionSource.CarrierLocation, certainty);
}
