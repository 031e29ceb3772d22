namespace Hotline117.Routing.Directory;

/// <summary>The limits of a shelter, as far as they are known; null is unknown, which is not "no".</summary>
/// <param name="Places">Beds.</param>
/// <param name="MaxDays">How long a person may stay.</param>
/// <param name="Children">Whether children may come with their mothers.</param>
/// <param name="BoysUpTo">The age in years up to which boys may come.</param>
public sealed record Shelter(int? Places, int? MaxDays, bool? Children, int? BoysUpTo);
