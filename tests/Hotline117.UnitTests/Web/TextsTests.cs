using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Hotline117.Contracts;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Hotline117.Web.Statistics;

namespace Hotline117.UnitTests.Web;

public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> English = Read("");

    [Theory]
    [InlineData("ky")]
    [InlineData("ru")]
    public void Every_text_exists_in_every_language_with_the_same_places_to_fill(string language)
    {
        var texts = Read(language);

        Assert.Equal(English.Keys.Order(), texts.Keys.Order());
        Assert.All(texts, text =>
        {
            Assert.NotEmpty(text.Value.Trim());
            Assert.Equal(Places(English[text.Key]), Places(text.Value));
        });
    }

    [Fact]
    public void Every_word_of_the_contracts_has_a_text()
    {
        string[] keys =
        [
            .. Enum.GetNames<RegionCertainty>().Select(name => $"Certainty.{name}"),
            .. Enum.GetNames<RegionSource>().Select(name => $"Source.{name}"),
            .. Enum.GetNames<Grouping>().SelectMany(name => new[] { $"Statistics.By.{name}", $"Statistics.Column.{name}" }),
            .. Enum.GetNames<Disposition>().Select(name => $"Outcome.{char.ToLowerInvariant(name[0])}{name[1..]}"),
            .. Account.Roles.Select(role => $"Role.{role}"),
            .. Languages.All.Select(language => $"Language.{language.Name}"),
        ];

        Assert.All(keys, key => Assert.Contains(key, English.Keys));
    }

    private static Dictionary<string, string> Read(string language)
    {
        // Only this language's own texts: what is missing must not be filled from English.
        var resources = new ResourceManager(typeof(Texts)).GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
        Assert.NotNull(resources);
        return resources.Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static IEnumerable<string> Places(string text) => PlaceToFill().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex PlaceToFill();
}
