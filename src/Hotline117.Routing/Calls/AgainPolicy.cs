namespace Hotline117.Routing.Calls;

/// <summary>
/// The policy's part for callers who dial again within minutes. They are known by a keyed digest of their number that lives in the routers' memory alone,
/// and is gone with the longest of these times after their last call: nobody can be known for longer than <see cref="Longest"/>.
/// </summary>
public sealed record AgainPolicy
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static AgainPolicy Default { get; } = new();

    /// <summary>Nobody is known again.</summary>
    public static AgainPolicy Off { get; } = new() { Redial = TimeSpan.Zero, NuisanceMarks = 0 };

    /// <summary>Who was cut off and dials again within this time keeps the place and, where she may ring, the counsellor. Zero: nobody does.</summary>
    public TimeSpan Redial { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Who has so many calls that counsellors called a nuisance waits behind the others with the next one. Zero: nobody does.</summary>
    public int NuisanceMarks { get; init; } = 3;

    /// <summary>A mark counts for so long.</summary>
    public TimeSpan NuisanceWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>For so long after its end a call is known. Zero: not at all.</summary>
    public TimeSpan KnownFor => NuisanceMarks > 0 && NuisanceWithin > Redial ? NuisanceWithin : Redial;
}
