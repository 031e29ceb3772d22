using System.Text.RegularExpressions;
using Hotline117.Contracts.WrapUps;

namespace Hotline117.UnitTests.WrapUps;

public sealed partial class WrapUpCodesTests
{
    private static readonly WrapUpCodes Codes = WrapUpCodes.Current;

    [Fact]
    public void Every_code_is_an_id_of_its_own_with_a_name_in_three_languages()
    {
        foreach (var list in new[] { Codes.Help, Codes.Risk, Codes.Referral })
        {
            Assert.NotEmpty(list);
            Assert.Distinct(list.Select(code => code.Id));
            Assert.All(list, code =>
            {
                Assert.Matches(Id(), code.Id);
                Assert.All([code.Name.Ky, code.Name.Ru, code.Name.En], name => Assert.False(string.IsNullOrWhiteSpace(name)));
            });
        }
    }

    [Fact]
    public void A_nuisance_and_silence_are_told_apart()
    {
        Assert.Contains(Codes.Help, code => code.Id == WrapUpCodes.Nuisance);
        Assert.Contains(Codes.Help, code => code.Id == "silent");
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Id();
}
