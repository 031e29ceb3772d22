using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Directory;

/// <summary>What stands in the directory in the reader's words. What has no name is shown by its code.</summary>
public sealed record CentreText(DirectoryCentre Centre, RegionNames Regions, IStringLocalizer<Texts> Texts)
{
    private static CultureInfo Language => CultureInfo.CurrentUICulture;

    /// <summary>A secret centre that has not been opened has its town for a name.</summary>
    public string Name => Centre.Name?.In(Language) ?? Texts["Directory.Secret.In", Centre.Town];

    /// <summary>In the other languages, where it has others.</summary>
    public IEnumerable<string> OtherNames => new[] { Centre.Name?.Ky, Centre.Name?.Ru, Centre.Name?.En }.OfType<string>().Where(name => name != Name).Distinct();

    public string Region => Regions.Of(Centre.Region, Language);

    public string Kind => Known("Kind", Centre.Kind);

    public string Services => string.Join(", ", Centre.AllServices.Select(service => Known("Service", service)));

    public string Languages => LanguagesOf(Centre.Languages);

    public string Validity => (Centre.ValidFrom, Centre.ValidTo) switch
    {
        (null, null) => Texts["Directory.Valid.Always"],
        ({ } from, null) => Texts["Directory.Valid.From", Date(from)],
        (null, { } to) => Texts["Directory.Valid.To", Date(to)],
        ({ } from, { } to) => $"{Date(from)} – {Date(to)}",
    };

    public string Shares => Texts[Centre.SharesStatistics ? "Directory.Shares.Yes" : "Directory.Shares.No"];

    /// <summary>Empty where nothing is known of it.</summary>
    public string Shelter => Centre.Shelter is not { } shelter ? "" : string.Join(" · ", new[]
    {
        shelter.Places is { } places ? Texts["Directory.Shelter.Places", places].Value : "",
        shelter.MaxDays is { } days ? Texts["Directory.Shelter.Days", days].Value : "",
        shelter.Children is { } children ? Texts[children ? "Directory.Shelter.Children" : "Directory.Shelter.NoChildren"].Value : "",
        shelter.BoysUpTo is { } age ? Texts["Directory.Shelter.Boys", age].Value : "",
    }.Where(part => part.Length > 0));

    public string LanguagesOf(IEnumerable<string> languages) => string.Join(", ", languages.Select(language => Known("Language", language)));

    /// <param name="query">Words of its names, place, help, kind, languages, id and lines, in whatever spelling; of a closed centre of its place alone.</param>
    public bool IsFound(string query) => FoldedText.Holds([.. Places(), .. Centre.IsClosed ? [] : Words()], query);

    private IEnumerable<string> Words() =>
        [Name, .. OtherNames, Centre.Id, Kind, Services, Languages, .. Centre.Lines.Select(line => line.Id)];

    private IEnumerable<string> Places()
    {
        yield return Centre.Town;
        if (Centre.Secret)
            yield return Texts["Directory.Secret"];
        foreach (var region in Regions.Around(Centre.Region))
        {
            yield return region;
            if (Regions.ById.TryGetValue(region, out var name))
                yield return $"{name.Ky} {name.Ru} {name.En}";
        }
    }

    private string Known(string kind, string code) => Texts[$"{kind}.{code}"] is { ResourceNotFound: false } known ? known : code;

    private static string Date(DateOnly date) => date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}
