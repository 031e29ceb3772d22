namespace Hotline117.Contracts.Public;

/// <summary>What anybody may know of a centre. There is no member for a telephone, an address, a line, a person or a time of duty, and no secret centre becomes one of these.</summary>
/// <param name="Region">The oblast or the city of that level.</param>
/// <param name="Services">Such as <c>legal</c>.</param>
/// <param name="Languages">Codes such as <c>ky</c>.</param>
public sealed record PublicCentre(
    string Id, LocalizedText Name, string Town, PublicRegion Region, IReadOnlyList<string> Services, IReadOnlyList<string> Languages);

public sealed record PublicRegion(string Id, LocalizedText Name);

/// <summary>The directory as anybody may read it, at <c>/public/v1/centres</c>.</summary>
/// <param name="Call">The number by which any of the centres is reached.</param>
/// <param name="Services">The names of all services that the centres have.</param>
/// <param name="Languages">The names of all languages.</param>
public sealed record PublicDirectory(
    string Call, IReadOnlyDictionary<string, LocalizedText> Services, IReadOnlyDictionary<string, LocalizedText> Languages, IReadOnlyList<PublicCentre> Centres);
