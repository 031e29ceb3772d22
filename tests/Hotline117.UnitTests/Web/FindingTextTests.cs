using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hotline117.Contracts.Rosters;
using Hotline117.UnitTests.Architecture;
using Hotline117.Web.Rosters;
using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hotline117.UnitTests.Web;

/// <summary>What the router finds in a roster is said in its reader's language.</summary>
public sealed partial class FindingTextTests
{
    private static readonly IStringLocalizer<Texts> Localizer =
        new StringLocalizer<Texts>(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));

    [Theory]
    [InlineData("en", "The directory has no line “osh-l”. Was “osh-1” meant?")]
    [InlineData("ru", "В справочнике нет линии «osh-l». Возможно, имелось в виду «osh-1»?")]
    [InlineData("ky", "Маалымдамада «osh-l» линиясы жок. Балким, «osh-1» деген болсо керек?")]
    public void A_finding_is_said_in_each_language_with_the_word_that_was_probably_meant(string language, string text) =>
        Assert.Equal(text, In(language, new RosterProblem(3, "lines", "English", "noLine", ["osh-l"], Near: "osh-1")));

    [Theory]
    [InlineData(null)]
    [InlineData("codeOfANewerRouter")]
    [InlineData("overlaps")]
    public void What_has_no_text_or_too_few_arguments_for_it_is_left_to_the_routers_English(string? code) =>
        Assert.Null(In("ky", new RosterProblem(1, "from", "English", code, ["one"])));

    /// <summary>The texts' places are the same in all languages, which TextsTests holds.</summary>
    [Fact]
    public void Every_code_is_used_and_comes_with_as_many_arguments_as_its_text_has_places()
    {
        var said = Sources().SelectMany(source => Finding().Matches(source)).Select(match => (
            Code: match.Groups["code"].Value,
            Arguments: match.Groups["replaced"].Success ? Count(match.Groups["replaced"].Value) : Place().Count(match.Groups["text"].Value))).ToList();

        Assert.Equal(Enum.GetNames<FindingCode>().Order(), said.Select(finding => finding.Code).Distinct().Order());
        Assert.All(said, finding =>
        {
            var text = In("en", new RosterProblem(1, "", "", JsonNamingPolicy.CamelCase.ConvertName(finding.Code), [.. Enumerable.Range(0, finding.Arguments).Select(place => $"<{place}>")]));
            Assert.True(text is not null && Enumerable.Range(0, finding.Arguments).All(place => text.Contains($"<{place}>", StringComparison.Ordinal)), $"{finding}: {text}");
        });
    }

    private static string? In(string language, RosterProblem found)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return FindingText.Of(found, Localizer);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static IEnumerable<string> Sources() => new[] { "Hotline117.Routing", "Hotline117.RoutingService" }
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText);

    private static int Count(string arguments) => arguments.Length == 0 ? 0 : arguments.Split(',').Length;

    [GeneratedRegex("""Finding\.Of\(FindingCode\.(?<code>\w+), (?:\$?"(?<text>[^"]*)"|nobody)\)(?: with \{ Arguments = \[(?<replaced>[^]]*)\])?""")]
    private static partial Regex Finding();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place();
}
