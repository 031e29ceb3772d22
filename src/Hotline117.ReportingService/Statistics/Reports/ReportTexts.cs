using System.Globalization;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.WrapUps;

namespace Hotline117.ReportingService.Statistics.Reports;

/// <summary>A report's words and numbers in one language. Numbers are written by our own rule, so that a report does not change with the machine's.</summary>
public sealed class ReportTexts
{
    public const string Withheld = "•";
    public const string NoData = "–";
    public const string NotOfMonths = "×";
    public const string SeriesBreaks = "‖";

    private static readonly Dictionary<string, LocalizedText> _written = Load();
    private static readonly NumberFormatInfo _numbers = new() { NumberGroupSeparator = "\u00a0", NumberDecimalSeparator = "," };
    private static readonly NumberFormatInfo _english = new() { NumberGroupSeparator = ",", NumberDecimalSeparator = "." };

    private ReportTexts(string language) => Language = language;

    public static IReadOnlyList<string> Languages { get; } = ["ky", "ru", "en"];

    public string Language { get; }

    /// <returns>Null where reports are not written in it.</returns>
    public static ReportTexts? In(string language) => Languages.Contains(language) ? new(language) : null;

    public string this[string key, params object[] fills] => string.Format(CultureInfo.InvariantCulture, Of(_written[key]), fills);

    public string Of(LocalizedText text) => Language switch { "ky" => text.Ky, "ru" => text.Ru, _ => null } ?? text.En;

    public string Title(ReportPeriod period) => this["title", period.IsQuarter ? this["quarter", period.First.Year, period.Name[^1]] : period.Name];

    /// <param name="table">A table's name.</param>
    public string Row(string table, string key) => (table, key) switch
    {
        ("targets", ReportMaker.Unclassified) => this["unclassified"],
        (_, "unknown") => this["unknown"],
        ("targets", _) => WrapUpCodes.Current.Help.Any(code => code.Id == key) ? Code(WrapUpCodes.Current.Help, key) : this[key],
        ("help", _) => Code(WrapUpCodes.Current.Help, key),
        ("risk", _) => Code(WrapUpCodes.Current.Risk, key),
        ("referral", _) => Code(WrapUpCodes.Current.Referral, key),
        ("region", _) => FirstLevel.Names.GetValueOrDefault(key) is { } region ? Of(region) : key,
        ("hourOfDay", _) => $"{key}:00",
        _ => _written.GetValueOrDefault($"{table}.{key}") is { } name ? Of(name) : key,
    };

    /// <param name="unit">Of the figure: <c>calls</c>, <c>seconds</c>, <c>hours</c> or <c>share</c>.</param>
    public string Number(ReportValue value, string unit = "calls") => value switch
    {
        { Number: { } share } when unit == "share" => (share * 100).ToString("N1", Numbers),
        { Number: { } hours } when unit == "hours" => hours.ToString("N1", Numbers),
        { Number: { } number } => number.ToString("N0", Numbers),
        _ => Sign(value.Lacks),
    };

    public static string Sign(Lack lacks) => lacks switch { Lack.Withheld => Withheld, Lack.NotOfMonths => NotOfMonths, Lack.SeriesBreaks => SeriesBreaks, _ => NoData };

    /// <summary>The sign in words.</summary>
    public string Reason(Lack lacks) => this[lacks switch { Lack.Withheld => "withheld", Lack.NotOfMonths => "notOfMonths", Lack.SeriesBreaks => "seriesBreaks", _ => "noDataCell" }];

    private NumberFormatInfo Numbers => Language == "en" ? _english : _numbers;

    // A code that was taken out of the lists since then has no name any more.
    private string Code(IReadOnlyList<WrapUpCode> codes, string id) => codes.FirstOrDefault(code => code.Id == id) is { } code ? Of(code.Name) : id;

    private static Dictionary<string, LocalizedText> Load()
    {
        using var file = typeof(ReportTexts).Assembly.GetManifestResourceStream("report-texts.json") ?? throw new InvalidOperationException("report-texts.json is not built into the assembly.");
        return JsonSerializer.Deserialize<Dictionary<string, LocalizedText>>(file, ContractJson.Options)!;
    }
}
