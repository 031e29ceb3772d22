using Hotline117.Contracts.WrapUps;
using Hotline117.Web.Dispatch.Country;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>Only calls with this value: <c>only=language:ky</c> in the address. One at a time, for published are at most two attributes at once, and each chart has its own.</summary>
public sealed record ChartFilter(string Attribute, string Value)
{
    public const string Region = "region";

    private const string Unknown = "unknown";

    /// <summary>Those that a caller can choose, and where she has not.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["ky", "ru", "uz", "tg", "en", Unknown];

    /// <summary>Everything that can be chosen, by attribute.</summary>
    public static IReadOnlyList<IGrouping<string, ChartFilter>> Choices { get; } =
    [
        .. new[]
        {
            (Region, CountryMap.Kyrgyzstan.Tiles.Select(tile => tile.Region)),
            ("language", Languages.SkipLast(1)),
            ("help", WrapUpCodes.Current.Help.Select(code => code.Id)),
            ("risk", WrapUpCodes.Current.Risk.Select(code => code.Id)),
            ("referral", WrapUpCodes.Current.Referral.Select(code => code.Id)),
        }.SelectMany(attribute => attribute.Item2.Append(Unknown).Select(value => new ChartFilter(attribute.Item1, value))).GroupBy(filter => filter.Attribute),
    ];

    public static ChartFilter? Read(string? written) => Choices.SelectMany(choices => choices).FirstOrDefault(choice => choice.ToString() == written);

    public override string ToString() => $"{Attribute}:{Value}";
}
