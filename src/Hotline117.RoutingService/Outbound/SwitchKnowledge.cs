using System.Security.Cryptography;
using System.Text;
using Hotline117.Contracts;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Data;

namespace Hotline117.RoutingService.Outbound;

/// <summary>An entry of the switch's database, in the dialplan <c>DB(Family/Key)</c>; of <see cref="SwitchKnowledge.Lines"/> <c>DIALGROUP(Family-Key)</c>, of
/// <see cref="SwitchKnowledge.InMemory"/> <c>GLOBAL(Key)</c>.</summary>
internal readonly record struct SwitchEntry(string Family, string Key);

/// <summary>
/// What a switch needs to go on alone, as entries of its database: what each line dials, sealed; which lines to ring for a region and language; and
/// how it learns the region by itself. The dialplan reads them in <c>hotline-fallback</c> and <c>hotline-ring</c>.
/// </summary>
/// <param name="lineKey">16 bytes; the dialplan opens the lines' numbers with the same.</param>
internal sealed class SwitchKnowledge(byte[] lineKey)
{
    private const string Country = "country";
    private const string AnyLanguage = "any";

    /// <summary>When the plans were last found to be true, in seconds since 1970: the dialplan tells their age by it.</summary>
    public static readonly SwitchEntry WrittenAt = new("hotline117-plan", "written");

    /// <summary>What each line dials.</summary>
    public const string Lines = "hotline117-line";

    /// <summary>What is there although the disk hangs, until the switch restarts: the country's plans. Few, as Asterisk looks for a global through all of them.</summary>
    public const string InMemory = "";

    // A caller who dialled the perpetrators' number reaches no victims' line without a router either.
    private static readonly (string Family, Audience Audience)[] _families =
        [("hotline117-plan", Audience.Victims), ("hotline117-plan-perpetrators", Audience.Perpetrators)];

    /// <returns>The plans last. None is empty: an old one would be better than that.</returns>
    public IEnumerable<KeyValuePair<SwitchEntry, string>> Of(FallbackPlans plans, CentreDirectory directory, Geography country) =>
    [
        .. directory.Lines.Select(line => Entry(Lines, line.Id, Seal(TargetOf(line.Line)))),
        .. country.AreaCodes.All.Where(code => code.Regions.Count > 0).Select(code => Entry("hotline117-area", code.Prefix, code.Regions[0])),
        .. country.Trunks.Select(trunk => Entry("hotline117-trunk", trunk.Key, trunk.Value.Region!)),
        .. from plan in _families
           from region in KnownToSwitch(country).Append(null)
           from language in directory.Lines.SelectMany(line => line.Languages).Distinct().Append(null)
           let lines = plans.For(region, new(language, Audience: plan.Audience))
           where lines.Count > 0
           let key = $"{region ?? Country}/{language ?? AnyLanguage}"
           from entry in region is null && language is null ? [plan.Family, InMemory] : (string[])[plan.Family]
           select Entry(entry, entry == InMemory ? $"{plan.Family}/{key}" : key, string.Join(',', lines)),
    ];

    private static KeyValuePair<SwitchEntry, string> Entry(string family, string key, string value) => new(new(family, key), value);

    /// <summary>The regions that a keypad menu may offer, a fixed line's number tells or a trunk serves.</summary>
    private static IEnumerable<string?> KnownToSwitch(Geography country) =>
        country.Regions.All.Where(region => region.Parent is null).Select(region => region.Id)
            .Concat(country.AreaCodes.All.SelectMany(code => code.Regions.Take(1)))
            .Concat(country.Trunks.Values.Select(serves => serves.Region!))
            .Distinct();

    /// <summary>What the dialplan dials for a line: a number on the trunk, or <c>@</c> and the name of an endpoint; after a <c>!</c> where the call is taken by key.</summary>
    private static string TargetOf(Line line) => (line.TakenByKey ? "!" : "") + (line.Endpoint is { } endpoint ? $"@{endpoint}" : line.Number);

    // AES_DECRYPT of Asterisk's func_aes: AES-128 in ECB mode, zero padded, base64.
    private string Seal(string target)
    {
        var padded = new byte[(target.Length + 15) / 16 * 16];
        Encoding.ASCII.GetBytes(target, padded);
        using var aes = Aes.Create();
        aes.Key = lineKey;
#pragma warning disable CA5358 // The mode is the switch's; a number is one or two blocks, so that no pattern shows.
        return Convert.ToBase64String(aes.EncryptEcb(padded, PaddingMode.None));
#pragma warning restore CA5358
    }
}
