namespace Hotline117.Routing.Decisions;

/// <summary>A line that may ring for the call.</summary>
/// <param name="TravelMinutes">By road in the season; null where the caller's region is unknown or no road is open.</param>
public sealed record Candidate(string LineId, string CentreId, int Capacity, int? TravelMinutes);
