using CsCheck;
using Hotline117.Contracts;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Inbound;

namespace Hotline117.UnitTests.Inbound;

public sealed class CallerCellTests
{
    private static readonly CellAreas Cells = new(
    [
        new(CellAccess.Lte, "4370112ab", "osh", RegionCertainty.Medium),
        new(CellAccess.Lte, "4370112ab345cdef", "alay", RegionCertainty.High),
        new(CellAccess.Gsm, "4370507d1", "chatkal", RegionCertainty.High),
        new(CellAccess.Umts, "4370507d2", "talas", RegionCertainty.High),
        new(CellAccess.Nr, "43709000fa1", "bishkek", RegionCertainty.High),
    ]);

    [Theory]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=4370112AB345CDEF", "alay", RegionCertainty.High)]
    [InlineData("3GPP-E-UTRAN-TDD; utran-cell-id-3gpp=\"4370112ab345cdee\"", "osh", RegionCertainty.Medium)]
    [InlineData("3gpp-e-utran;network-provided;UTRAN-CELL-ID-3GPP=4370112ab0000001", "osh", RegionCertainty.Medium)]
    [InlineData("3GPP-UTRAN-FDD;utran-cell-id-3gpp=4370507d20000001", "talas", RegionCertainty.High)]
    [InlineData("3GPP-GERAN;cgi-3gpp=4370507d10001", "chatkal", RegionCertainty.High)]
    [InlineData("3GPP-NR-FDD;utran-cell-id-3gpp=43709000fa1123456789", "bishkek", RegionCertainty.High)]
    [InlineData("3GPP-GERAN;cgi-3gpp=4370507d10001, 3GPP-E-UTRAN;utran-cell-id-3gpp=4370112ab0000001;network-provided", "osh", RegionCertainty.Medium)]
    [InlineData("IEEE-802.11;i-wlan-node-id=ffffffffffff, 3GPP-GERAN;cgi-3gpp=4370507d10001", "chatkal", RegionCertainty.High)]
    public void A_cell_is_where_the_longest_prefix_of_its_network_says(string header, string region, RegionCertainty certainty) =>
        Assert.Equal(new CallerRegion(region, RegionSource.CarrierLocation, certainty), CallerCell.RegionOf(header, Cells));

    [Theory]
    [InlineData("3GPP-UTRAN-FDD;utran-cell-id-3gpp=4370112ab345cdef", "the same digits in another network")]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=4370199990000001", "an area that is not listed")]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=43701", "too short")]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=4370112ab345cdef4370112ab345cdef", "too long")]
    [InlineData("3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=4370112ab345cdeз", "no hexadecimal")]
    [InlineData("3GPP-E-UTRAN-FDD;cell=4370112ab345cdef", "another parameter")]
    [InlineData("IEEE-802.11;i-wlan-node-id=4370112ab345cdef", "no mobile network")]
    [InlineData("3GPP-E-UTRAN-FDD", "no cell")]
    [InlineData(";;;=;,,,", "nothing in it")]
    [InlineData(",", "as the dialplan writes it where there is no header")]
    [InlineData("", "nothing")]
    [InlineData(null, "nothing")]
    public void All_else_tells_nothing(string? header, string why) => Assert.True(CallerRegion.Unknown == CallerCell.RegionOf(header, Cells), why);

    [Fact]
    public void Sixty_four_kilobytes_tell_nothing() =>
        Assert.Equal(CallerRegion.Unknown, CallerCell.RegionOf($"3GPP-GERAN;cgi-3gpp=4370507d10001;x={new string('y', 65_536)}", Cells));

    [Fact]
    public void Whatever_comes_in_nothing_is_thrown() =>
        Gen.Select(Gen.OneOf(Gen.Const(""), Gen.Const("3GPP-NR;utran-cell-id-3gpp="), Gen.Const("3GPP-GERAN;cgi-3gpp=\"")), Gen.String, (start, rest) => start + rest)
            .Sample(header => Assert.NotNull(CallerCell.RegionOf(header, Cells)), iter: 5_000);
}
