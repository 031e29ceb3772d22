using Hotline117.Contracts;

namespace Hotline117.Routing.Directory;

/// <summary>A person who answers calls, known by a pseudonym alone: who that is, is kept at the centre.</summary>
public sealed record Counsellor
{
    /// <summary>Unique in the whole directory.</summary>
    public required string Id { get; init; }
    public required IReadOnlyList<string> Languages { get; init; }
    /// <summary>Null where the person does not want to say.</summary>
    public Gender? Gender { get; init; }
}
