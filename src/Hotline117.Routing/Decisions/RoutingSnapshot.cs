using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;

namespace Hotline117.Routing.Decisions;

/// <summary>What decisions are made from: replaced as a whole when any of it changes.</summary>
/// <param name="ConfirmedAt">When the directory and the roster were last found to be those of the store.</param>
public sealed record RoutingSnapshot(CentreDirectory Directory, Roster Roster, TravelTimes TravelTimes, DateTimeOffset ConfirmedAt);
