using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Directory;

namespace Hotline117.RoutingService.Files;

/// <summary>How files spell what the code has as an enumeration.</summary>
internal static class FileWords
{
    public static IReadOnlyDictionary<string, CentreKind> Kinds { get; } = new Dictionary<string, CentreKind>
    {
        ["crisis-centre"] = CentreKind.CrisisCentre,
        ["aid-centre"] = CentreKind.AidCentre,
        ["psychologist"] = CentreKind.Psychologist,
        ["association-desk"] = CentreKind.AssociationDesk,
        ["emergency"] = CentreKind.Emergency,
        ["correctional-programme"] = CentreKind.CorrectionalProgramme,
    };

    public static IReadOnlyDictionary<string, Gender> Genders { get; } = new Dictionary<string, Gender>
    {
        ["female"] = Gender.Female,
        ["male"] = Gender.Male,
    };

    public static IReadOnlyDictionary<string, Requirement> Wishes { get; } = new Dictionary<string, Requirement>
    {
        ["language"] = Requirement.Language,
        ["gender"] = Requirement.Gender,
        ["service"] = Requirement.Service,
    };

    public static string WordFor<T>(this IReadOnlyDictionary<string, T> words, T value) where T : struct => words.Single(word => word.Value.Equals(value)).Key;
}
