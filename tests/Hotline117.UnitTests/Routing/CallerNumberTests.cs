using CsCheck;
using Hotline117.Contracts;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Inbound;

namespace Hotline117.UnitTests.Routing;

public sealed class CallerNumberTests
{
    private static readonly Geography Country = Geography.Load();

    [Theory]
    [InlineData("+996312661592")]
    [InlineData("996312661592")]
    [InlineData("00996312661592")]
    [InlineData("0312661592")]
    [InlineData("312661592")]
    [InlineData("8 (0312) 66-15-92")]
    [InlineData("(0312) 66-15-92")]
    [InlineData(" +996 (312) 66 15 92 ")]
    [InlineData("+996 0312 66 15 92")]
    public void A_number_of_Bishkek_is_known_in_every_form_it_comes_in(string presented) =>
        Assert.Equal(new CallerRegion("bishkek", RegionSource.AreaCode, RegionCertainty.High), Locate(presented));

    [Theory]
    [InlineData("+996322255608", "osh-city", RegionCertainty.High)]
    [InlineData("0323426033", "alay", RegionCertainty.High)]
    [InlineData("8 (03222) 5-56-08", "osh-city", RegionCertainty.High)]
    [InlineData("+996374912345", "chatkal", RegionCertainty.High)]
    [InlineData("+996374712345", "toktogul", RegionCertainty.High)]
    [InlineData("+996313912345", "alamudun", RegionCertainty.Medium)]
    [InlineData("+996313212345", "kant", RegionCertainty.Medium)]
    [InlineData("+996352212345", "naryn-city", RegionCertainty.Medium)]
    [InlineData("+996315123456", "bishkek", RegionCertainty.Low)]
    [InlineData("+996377123456", "jalal-abad", RegionCertainty.Low)]
    public void A_fixed_line_tells_its_region(string presented, string region, RegionCertainty certainty) =>
        Assert.Equal(new CallerRegion(region, RegionSource.AreaCode, certainty), Locate(presented));

    [Theory]
    [InlineData("+996362222027", "batken-city")]
    [InlineData("+996365312345", "sulukta")]
    [InlineData("+996365512345", "kadamjay")]
    [InlineData("+996365612345", "leylek")]
    [InlineData("+996365712345", "kyzyl-kyya")]
    public void Batken_is_not_Naryn_whatever_libphonenumber_says(string presented, string region)
    {
        Assert.Equal(region, Locate(presented).Region);
        Assert.Equal("batken", Country.Regions.Find(region)!.Parent);
    }

    [Theory]
    [InlineData("+996551733390", "mobile")]
    [InlineData("0702223535", "mobile")]
    [InlineData("+996312580123", "mobile inside Bishkek's block")]
    [InlineData("+996312973123", "mobile inside Bishkek's block")]
    [InlineData("+74951234567", "Moscow")]
    [InlineData("+77272123456", "Almaty")]
    [InlineData("+12125550123", "New York")]
    [InlineData("117", "short")]
    [InlineData("102", "short")]
    [InlineData("1966", "short")]
    [InlineData("31266159", "a digit short")]
    [InlineData("+99631266159200", "two digits long")]
    [InlineData("anonymous", "no number")]
    [InlineData("unknown", "no number")]
    [InlineData("sip:0312661592@example.com", "an address")]
    [InlineData("'; DROP TABLE calls; --", "no number")]
    [InlineData("", "nothing")]
    [InlineData("   ", "nothing")]
    [InlineData("+", "nothing")]
    [InlineData(null, "nothing")]
    public void All_else_tells_nothing(string? presented, string why) => Assert.True(CallerRegion.Unknown == Locate(presented), why);

    [Fact]
    public void A_thousand_digits_are_no_number() => Assert.Equal(CallerRegion.Unknown, Locate(new string('3', 1000)));

    [Fact]
    public void Whatever_comes_in_nothing_is_thrown() => Gen.String.Sample(presented => Assert.NotNull(Locate(presented)), iter: 5_000);

    [Fact]
    public void The_result_never_holds_the_number()
    {
        Assert.DoesNotContain("661592", Locate("+996312661592").ToString(), StringComparison.Ordinal);
        Assert.Equal(["Certainty", "Region", "Source"], typeof(CallerRegion).GetProperties().Where(each => each.GetMethod is { IsStatic: false }).Select(each => each.Name).Order());
    }

    [Fact]
    public void Every_area_code_leads_to_a_region_of_the_map()
    {
        Assert.Equal(63, Country.AreaCodes.All.Count);
        Assert.All(Country.AreaCodes.All.SelectMany(code => code.Regions), region => Assert.True(Country.Regions.Contains(region)));
    }

    private static CallerRegion Locate(string? presented) => CallerNumber.RegionOf(presented, Country.AreaCodes);
}
