using CsCheck;
using Hotline117.Routing;
using Hotline117.RoutingService.Inbound;

namespace Hotline117.UnitTests.Inbound;

public sealed class CallerLanguageTests
{
    [Theory]
    [InlineData("ky", "ky")]
    [InlineData("uz-Latn-KG, ru;q=0.8, *;q=0.1", "uz")]
    [InlineData("da, en-gb;q=0.8, ru;q=0.9", "ru")]
    [InlineData("RU-ru ; q=0.5 , KY ; q=0.7", "ky")]
    [InlineData("ru;q=0, ky;q=0.1", "ky")]
    [InlineData("ru, ky", "ru")]
    public void The_best_liked_of_the_known_languages_is_taken(string header, string language) => Assert.Equal(language, CallerLanguage.HintIn(header));

    [Theory]
    [InlineData("de, fr;q=0.8")]
    [InlineData("*")]
    [InlineData("ru;q=0")]
    [InlineData("ru;q=many")]
    [InlineData("ru;q=2")]
    [InlineData("ru;q=-1")]
    [InlineData("russian")]
    [InlineData(",,;;q=")]
    [InlineData("")]
    [InlineData(null)]
    public void All_else_is_no_language(string? header) => Assert.Null(CallerLanguage.HintIn(header));

    [Fact]
    public void Sixty_four_kilobytes_are_no_language() => Assert.Null(CallerLanguage.HintIn(string.Join(',', Enumerable.Repeat("ru", 30_000))));

    [Fact]
    public void Whatever_comes_in_is_a_known_language_or_none() =>
        Gen.String.Sample(header => Assert.True(CallerLanguage.HintIn(header) is not { } hint || Languages.Known.Contains(hint)), iter: 5_000);
}
