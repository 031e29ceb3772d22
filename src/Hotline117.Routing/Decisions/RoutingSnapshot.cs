using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;

namespace Hotline117.Routing.Decisions;

/// <summary>What decisions are made from: replaced as a whole when any of it changes.</summary>
public sealed record RoutingSnapshot(CentreDirectory Directory, Roster Roster, RoutingPolicy Policy, TravelTimes TravelTimes)
{
    private LinesNow? _lines;
    private Nearness? _nearness;
    private CallerKinds? _kinds;

    private RoutingSnapshot(RoutingSnapshot original)
    {
        (Directory, Roster, Policy, TravelTimes) = (original.Directory, original.Roster, original.Policy, original.TravelTimes);
        (GeographyVersion, Conditions, ConfirmedAt) = (original.GeographyVersion, original.Conditions, original.ConfirmedAt);
        (_lines, _nearness, _kinds) = (original._lines, original._nearness, original._kinds);
    }

    /// <summary>Of the data that the travel times were computed from; null where it has none.</summary>
    public string? GeographyVersion { get; init; }

    /// <summary>By line id; lines that nothing keeps from being rung are not in it.</summary>
    public IReadOnlyDictionary<string, LineCondition> Conditions { get; init; } = new Dictionary<string, LineCondition>();

    /// <summary>When the directory, the roster and the policy were last found to be those of the store.</summary>
    public DateTimeOffset ConfirmedAt { get; init; }

    /// <summary>Every line as it stands at this moment; kept for as long as nothing in it changes by the clock.</summary>
    internal LinesNow LinesAt(DateTimeOffset now)
    {
        if (_lines is { } known && known.HoldsAt(now) && known.IsOf(this))
            return known;
        return _lines = LinesNow.Of(this, now);
    }

    /// <summary>The lines as kinds of callers see them at this moment; kept for as long as the lines are.</summary>
    internal CallerKinds KindsAt(DateTimeOffset now)
    {
        var (lines, nearness) = (LinesAt(now), Nearness);
        return _kinds is { } known && known.IsOf(lines, Policy, nearness) ? known : _kinds = new(lines, Policy, nearness);
    }

    internal Nearness Nearness => _nearness is { } known && known.IsOf(Directory, TravelTimes) ? known : _nearness = new(Directory, TravelTimes);
}
