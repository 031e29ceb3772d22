using Hotline117.Contracts.WrapUps;

namespace Hotline117.UnitTests.WrapUps;

public sealed class KeyedWrapUpTests
{
    [Theory]
    [InlineData("02", "legal", null, null)]
    [InlineData("024", "legal", "high", null)]
    [InlineData("02404", "legal", "high", "police")]
    [InlineData("13101", "nuisance", "none", "none")]
    public void Keys_are_the_help_then_the_risk_then_the_referral(string keys, string help, string? risk, string? referral) =>
        Assert.Equal(new WrapUp { ListVersion = WrapUpCodes.Current.Version, Help = help, Risk = risk, Referral = referral }, WrapUpCodes.Current.Keyed(keys));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("99")]
    [InlineData("029")]
    [InlineData("0240")]
    [InlineData("02499")]
    [InlineData("024041")]
    public void What_is_no_code_is_none(string keys) => Assert.Null(WrapUpCodes.Current.Keyed(keys));

    [Fact]
    public void No_two_codes_of_a_list_have_the_same_keys_and_all_of_a_list_are_equally_long()
    {
        var codes = WrapUpCodes.Current;
        foreach (var list in new[] { codes.Help, codes.Risk, codes.Referral })
        {
            Assert.Equal(list.Count, list.Select(code => code.Keys).Distinct().Count());
            Assert.Single(list.Select(code => code.Keys.Length).Distinct());
        }
    }
}
