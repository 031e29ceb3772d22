using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Contracts.WrapUps;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Statistics;

/// <summary>What the values of an attribute of calls are called, in the reader's language.</summary>
public sealed class KeyNames(RegionDirectory regions, LiveBoard board, IStringLocalizer<Texts> texts)
{
    private const string Unknown = "unknown";

    /// <param name="attribute">By its name in the API.</param>
    public string Of(string attribute, string key) => (attribute, key) switch
    {
        (_, Unknown) => texts["Statistics.Unknown"],
        ("region", _) => regions.Current.Of(key, CultureInfo.CurrentUICulture),
        ("centre", _) => board.Current.Live?.Centres.GetValueOrDefault(key) is { } centre ? centre.Name.In(CultureInfo.CurrentUICulture) : key,
        ("hourOfDay", _) => $"{key}:00",
        ("weekday", _) => int.TryParse(key, out var day) ? CultureInfo.CurrentUICulture.DateTimeFormat.DayNames[day % 7] : key,
        ("language", _) => Text($"Language.{key}", key),
        ("help", _) => CodeName(WrapUpCodes.Current.Help, key),
        ("risk", _) => CodeName(WrapUpCodes.Current.Risk, key),
        ("referral", _) => CodeName(WrapUpCodes.Current.Referral, key),
        ("outcome", _) => Text($"Outcome.{key}", key),
        (TravelBand.Attribute, _) => Text($"Charts.Travel.{key}", key),
        (WaitBand.Definition, _) => Text($"Charts.Waited.{key}", key),
        _ => key,
    };

    private string Text(string name, string key) => texts[name] is { ResourceNotFound: false } text ? text : key;

    // A code that was taken out of the lists since then has no name any more.
    private static string CodeName(IReadOnlyList<WrapUpCode> codes, string id) => codes.FirstOrDefault(code => code.Id == id)?.Name.In(CultureInfo.CurrentUICulture) ?? id;
}
