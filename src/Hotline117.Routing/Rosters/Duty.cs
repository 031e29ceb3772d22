namespace Hotline117.Routing.Rosters;

/// <summary>A line's duty at a moment.</summary>
/// <param name="OnCall">The people are at home and are rung after those who sit at a telephone.</param>
/// <param name="Counsellors">Ids of the centre's counsellors; empty where the roster does not say who it is.</param>
public sealed record Duty(bool OnCall, IReadOnlyList<string> Counsellors)
{
    internal Duty With(Shift other) => new(
        OnCall && other.OnCall,
        Counsellors.Count == 0 || other.Counsellors.Count == 0 ? [] : [.. Counsellors.Union(other.Counsellors)]);
}
