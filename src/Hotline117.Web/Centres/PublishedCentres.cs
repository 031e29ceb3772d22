using System.Globalization;
using System.Resources;
using System.Security.Cryptography;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Public;
using Hotline117.Web.Shared;
using Microsoft.Net.Http.Headers;

namespace Hotline117.Web.Centres;

/// <summary>The public directory as it is handed out: the same bytes to everybody, with a tag that changes when they do.</summary>
public sealed record PublishedCentres(PublicDirectory Directory, ReadOnlyMemory<byte> Body, EntityTagHeaderValue Tag)
{
    /// <summary>Dialled by whoever needs help, wherever the centre is.</summary>
    public const string Number = "117";

    private static readonly ResourceManager Words = new(typeof(Texts));

    public static PublishedCentres Of(IReadOnlyList<PublicCentre> centres)
    {
        ArgumentNullException.ThrowIfNull(centres);
        var directory = new PublicDirectory(
            Number, Names("Service", centres.SelectMany(centre => centre.Services)), Names("Language", centres.SelectMany(centre => centre.Languages)), centres);
        var body = JsonSerializer.SerializeToUtf8Bytes(directory, ContractJson.Options);
        return new(directory, body, new($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\""));
    }

    private static SortedDictionary<string, LocalizedText> Names(string kind, IEnumerable<string> ids) =>
        new(ids.Distinct().ToDictionary(id => id, id => new LocalizedText(Name(kind, id, "ky"), Name(kind, id, "ru"), Name(kind, id, "en") ?? id)), StringComparer.Ordinal);

    private static string? Name(string kind, string id, string language) => Words.GetString($"{kind}.{id}", CultureInfo.GetCultureInfo(language));
}
