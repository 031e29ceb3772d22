namespace Hotline117.Contracts.Rosters;

/// <summary>Something that is wrong in a roster that was sent, for programs that tell people of it in their language.</summary>
/// <param name="Line">Where it is written, from 1.</param>
/// <param name="Field">Its path; empty where the whole is meant.</param>
/// <param name="English">What is wrong, and how to mend it.</param>
/// <param name="Code">A <see cref="FindingCode"/> that says the same, with <paramref name="Arguments"/>; null where there is only English.</param>
/// <param name="Near">The word that was probably meant; null where none is near.</param>
/// <param name="About">The entry that is wrong, by its id, where it is another than the one that was sent.</param>
/// <param name="OtherLine">The line of a second thing that this one clashes with.</param>
public sealed record RosterProblem(
    int Line, string Field, string English, string? Code = null, IReadOnlyList<string>? Arguments = null, string? Near = null, string? About = null, int? OtherLine = null);
