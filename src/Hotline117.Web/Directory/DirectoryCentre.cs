using Hotline117.Contracts;

namespace Hotline117.Web.Directory;

/// <summary>A centre as RoutingService tells it to staff; numbers are never told.</summary>
public sealed record DirectoryCentre
{
    public required string Id { get; init; }
    public required string Town { get; init; }
    public required string Region { get; init; }
    public bool Secret { get; init; }

    /// <summary>Null of a secret centre that has not been opened: then nothing below is known either.</summary>
    public LocalizedText? Name { get; init; }

    /// <summary>Of <see cref="Kinds"/>.</summary>
    public string Kind { get; init; } = "";
    public IReadOnlyList<string> Languages { get; init; } = [];
    public IReadOnlyList<string> Services { get; init; } = [];
    public DirectoryShelter? Shelter { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public bool SharesStatistics { get; init; }
    public IReadOnlyList<DirectoryLine> Lines { get; init; } = [];
    public IReadOnlyList<DirectoryCounsellor> Counsellors { get; init; } = [];

    public static IReadOnlyList<string> Kinds { get; } = ["crisis-centre", "aid-centre", "psychologist", "association-desk", "emergency", "correctional-programme"];

    public bool IsClosed => Name is null;

    /// <summary>A centre with a shelter gives shelter, whether or not that is said twice.</summary>
    public IEnumerable<string> AllServices => Shelter is null ? Services : Services.Append("shelter").Distinct();

    public bool IsValidOn(DateOnly date) => !(date < ValidFrom) && !(date > ValidTo);
}

/// <param name="Endpoint">The telephone that registers with the switch; null where a number is rung.</param>
/// <param name="Languages">Null where they are the centre's.</param>
public sealed record DirectoryLine(string Id, int Capacity, bool TakenByKey, string? Endpoint, IReadOnlyList<string>? Languages);

/// <param name="Id">A pseudonym.</param>
/// <param name="Gender">Null where the person does not want to say.</param>
public sealed record DirectoryCounsellor(string Id, IReadOnlyList<string> Languages, string? Gender);

/// <summary>Null is unknown, which is not "no".</summary>
public sealed record DirectoryShelter(int? Places, int? MaxDays, bool? Children, int? BoysUpTo);
