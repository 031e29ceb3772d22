namespace Hotline117.Routing.Regions;

public enum PlaceKind { Town, Rayon, Oblast }

/// <summary>A region as carriers' locations name it: by its names, and by where it lies.</summary>
/// <param name="At">The town or the rayon's seat; null for an oblast, which is too large to be told by a point.</param>
/// <param name="Names">In every language and form, none of which another place has.</param>
public sealed record Place(string Region, PlaceKind Kind, Coordinates? At, IReadOnlyList<string> Names);

/// <summary>A point on the earth in degrees (WGS 84).</summary>
public readonly record struct Coordinates(double Latitude, double Longitude)
{
    private const double EarthRadiusKilometres = 6371;

    public bool IsOnEarth => Latitude is >= -90 and <= 90 && Longitude is >= -180 and <= 180;

    /// <summary>Kilometres along the great circle (haversine).</summary>
    public double DistanceTo(Coordinates other)
    {
        var (from, to) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var north = Math.Sin((to - from) / 2);
        var east = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        return 2 * EarthRadiusKilometres * Math.Asin(Math.Sqrt(Math.Min(1, (north * north) + (Math.Cos(from) * Math.Cos(to) * east * east))));
    }
}
