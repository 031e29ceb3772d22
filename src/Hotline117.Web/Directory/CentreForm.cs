using System.Text.Json.Nodes;
using Hotline117.Web.Shared;

namespace Hotline117.Web.Directory;

/// <summary>What a form changes of a centre. What is written is RoutingService's to judge; lines and counsellors are not in it, and stay.</summary>
public sealed record CentreForm
{
    public string NameKy { get; init; } = "";
    public string NameRu { get; init; } = "";
    public string NameEn { get; init; } = "";
    public string Town { get; init; } = "";
    public string Kind { get; init; } = "";
    public IReadOnlyList<string> Languages { get; init; } = [];
    public IReadOnlyList<string> Services { get; init; } = [];
    public string ValidFrom { get; init; } = "";
    public string ValidTo { get; init; } = "";
    public bool SharesStatistics { get; init; }

    public static CentreForm Of(DirectoryCentre centre)
    {
        ArgumentNullException.ThrowIfNull(centre);
        return new()
        {
            NameKy = centre.Name?.Ky ?? "",
            NameRu = centre.Name?.Ru ?? "",
            NameEn = centre.Name?.En ?? "",
            Town = centre.Town,
            Kind = centre.Kind,
            Languages = centre.Languages,
            Services = centre.Services,
            ValidFrom = centre.ValidFrom is { } from ? BishkekTime.Iso(from) : "",
            ValidTo = centre.ValidTo is { } to ? BishkekTime.Iso(to) : "",
            SharesStatistics = centre.SharesStatistics,
        };
    }

    public static CentreForm Read(IFormCollection form) => new()
    {
        NameKy = form["NameKy"].ToString().Trim(),
        NameRu = form["NameRu"].ToString().Trim(),
        NameEn = form["NameEn"].ToString().Trim(),
        Town = form["Town"].ToString().Trim(),
        Kind = form["Kind"].ToString(),
        Languages = [.. form["Language"].OfType<string>()],
        Services = [.. form["Service"].OfType<string>()],
        ValidFrom = form["ValidFrom"].ToString(),
        ValidTo = form["ValidTo"].ToString(),
        SharesStatistics = form.ContainsKey("SharesStatistics"),
    };

    /// <summary>As RoutingService reads a change.</summary>
    public JsonObject Patch() => new()
    {
        ["name"] = new JsonObject { ["ky"] = OrNull(NameKy), ["ru"] = OrNull(NameRu), ["en"] = OrNull(NameEn) },
        ["town"] = OrNull(Town),
        ["kind"] = OrNull(Kind),
        ["languages"] = Words(Languages),
        ["services"] = Words(Services),
        ["validFrom"] = OrNull(ValidFrom),
        ["validTo"] = OrNull(ValidTo),
        ["sharesStatistics"] = SharesStatistics,
    };

    private static string? OrNull(string text) => text.Length > 0 ? text : null;

    private static JsonArray Words(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];
}
