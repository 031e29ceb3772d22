using CsCheck;
using Hotline117.Contracts;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Inbound;

namespace Hotline117.UnitTests.Inbound;

public sealed class CallerLocationTests
{
    private static readonly Places Country = Geography.Load().Places;

    // As the switch tells the examples of RFC 5491 and 4119, moved to Kyrgyzstan.
    [Theory]
    [InlineData("shape=\"Point\",crs=\"2d\",pos=\"40.5283 72.7985\"", "osh-city", RegionCertainty.High)]
    [InlineData("shape=\"Point\",crs=\"3d\",pos=\"41.7654 71.0918 1900\"", "chatkal", RegionCertainty.High)]
    [InlineData("shape=\"Circle\",crs=\"2d\",pos=\"40.77 73.30\",radius=\"850.24\"", "uzgen", RegionCertainty.High)]
    [InlineData("shape=\"Circle\",crs=\"2d\",pos=\"40.77 73.30\",radius=\"20000\"", "uzgen", RegionCertainty.Medium)]
    [InlineData("shape=\"Ellipse\",crs=\"2d\",pos=\"40.77 73.30\",semiMajorAxis=\"60000\",semiMinorAxis=\"50\",orientation=\"20 degrees\"", "uzgen", RegionCertainty.Low)]
    [InlineData("shape=\"Point\",crs=\"2d\",pos=\"40.25 70.90\"", "batken-rayon", RegionCertainty.Medium)]
    [InlineData("pos=\"40.5283 72.7985\"", "osh-city", RegionCertainty.High)]
    [InlineData("<geo:40.5283,72.7985;u=35>", "osh-city", RegionCertainty.High)]
    [InlineData("<geo:42.87,74.59,800;crs=wgs84;u=30000>;inserted-by=\"x\"", "bishkek", RegionCertainty.Medium)]
    public void A_position_is_where_the_nearest_town_or_seat_is(string conveyed, string region, RegionCertainty certainty) =>
        Assert.Equal(new CallerRegion(region, RegionSource.CarrierLocation, certainty), Locate(conveyed));

    [Theory]
    [InlineData("lang=\"ru\",country=\"KG\",A1=\"Ошская область\",A3=\"Узген\"", "uzgen", RegionCertainty.High)]
    [InlineData("country=\"kg\",A1=\"O\",A2=\"alay rayon\"", "alay", RegionCertainty.High)]
    [InlineData("A1=\"KG-J\"", "jalal-abad", RegionCertainty.Medium)]
    [InlineData("country=\"KG\",A1=\"Жалал-Абад облусу\",A2=\"ЧАТКАЛ РАЙОНУ\"", "chatkal", RegionCertainty.High)]
    [InlineData("country=\"KG\",A3=\"Таш Кёмюр\",A1=\"Batken oblast\"", "batken", RegionCertainty.Medium)]
    [InlineData("country=\"KG\",A1=\"Batken oblast\",pos=\"42.87 74.59\"", "batken", RegionCertainty.Medium)]
    public void An_address_is_known_by_its_smallest_part_that_has_a_name_of_its_own(string conveyed, string region, RegionCertainty certainty) =>
        Assert.Equal(new CallerRegion(region, RegionSource.CarrierLocation, certainty), Locate(conveyed));

    [Theory]
    [InlineData("Каракол")]
    [InlineData("Кара-Көл")]
    [InlineData("Karakol")]
    [InlineData("Манас")]
    [InlineData("Ош")]
    [InlineData("нарын")]
    [InlineData("Ноокен")]
    [InlineData("Московский")]
    public void A_name_of_two_places_is_never_matched(string town) =>
        Assert.Equal(CallerRegion.Unknown, Locate($"country=\"KG\",A3=\"{town}\""));

    [Theory]
    [InlineData("country=\"KG\",A1=\"Ошская область\",A3=\"Бишкек\"", "a town of another oblast")]
    [InlineData("country=\"RU\",A1=\"Алай\"", "abroad")]
    [InlineData("country=\"KG\",A3=\"Узген\",A3=\"Бишкек\"", "two towns")]
    [InlineData("country=\"KG\",A3=\"Узген \"x\", A1=\"Osh\"", "a quote within")]
    [InlineData("shape=\"Polygon\",crs=\"2d\",pos=\"43.311 73.422\",pos=\"43.111 73.322\"", "the corners of a polygon")]
    [InlineData("shape=\"Point\",crs=\"unknown\"", "no position")]
    [InlineData("shape=\"Point\",pos=\"40.5283,72.7985\"", "no two numbers")]
    [InlineData("shape=\"Point\",pos=\"140.5 72.8\"", "no latitude")]
    [InlineData("shape=\"Point\",pos=\"NaN NaN\"", "no numbers")]
    [InlineData("shape=\"Point\",pos=\"4e1 7e1\"", "no decimals")]
    [InlineData("shape=\"Circle\",pos=\"40.5 72.8\",radius=\"-5\"", "less than nothing")]
    [InlineData("shape=\"Circle\",pos=\"40.5 72.8\",radius=\"wide\"", "no radius")]
    [InlineData("shape=\"Circle\",pos=\"40.5 72.8\",radius=\"500000\"", "half the country")]
    [InlineData("shape=\"Point\",pos=\"55.75 37.62\"", "Moscow")]
    [InlineData("shape=\"Point\",pos=\"0 0\"", "the Gulf of Guinea")]
    [InlineData("URI=\"https://lis.example/x\"", "an address to ask at")]
    [InlineData("<cid:loc@example.com>", "an unread document")]
    [InlineData("<geo:1>", "half a position")]
    [InlineData("<!DOCTYPE p [<!ENTITY d SYSTEM \"file:///etc/passwd\">]><p>&d;</p>", "XML, which is never parsed")]
    [InlineData("", "nothing")]
    [InlineData(null, "nothing")]
    public void All_else_tells_nothing(string? conveyed, string why) => Assert.True(CallerRegion.Unknown == Locate(conveyed), why);

    [Fact]
    public void Sixty_four_kilobytes_tell_nothing() =>
        Assert.Equal(CallerRegion.Unknown, Locate($"pos=\"40.5283 72.7985\",x=\"{new string('y', 65_536)}\""));

    [Fact]
    public void Whatever_comes_in_nothing_is_thrown() =>
        Gen.Select(Gen.Int[0, 4].Select(kind => new[] { "pos=\"", "A1=\"", "<geo:", "pos=\"40 72\",radius=\"", "country=\"KG\",A3=\"" }[kind]), Gen.String, (start, rest) => start + rest)
            .Sample(conveyed => Assert.NotNull(Locate(conveyed)), iter: 5_000);

    private static CallerRegion Locate(string? conveyed) => CallerLocation.RegionOf(conveyed, Country);
}
