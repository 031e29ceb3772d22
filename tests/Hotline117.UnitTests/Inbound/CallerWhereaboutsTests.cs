using System.Text;
using CsCheck;
using Hotline117.Asterisk.Events;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Inbound;
using Hotline117.UnitTests.Architecture;

namespace Hotline117.UnitTests.Inbound;

public sealed class CallerWhereaboutsTests
{
    private const string InChatkal = "0374912345";
    private const string InBishkek = "0312661592";
    private const string Mobile = "0555123456";
    private const string PointInOsh = "shape=\"Point\",pos=\"40.5283 72.7985\"";
    private const string CellInBatken = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=\"4379903e90000001\";network-provided,";
    private static readonly string[] _forms = ["+996", "00996", "996", "0", "", "8 0"];
    private static readonly string[] _mobileCodes = ["20", "50", "55", "56", "70", "77", "88", "99"];
    private static readonly Geography Country = Geography.Load(Path.Combine(Repository.Root, "src", "Hotline117.AppHost", "samples", "geography"));

    [Fact]
    public void The_order_is_keypad_location_cell_trunk_area_code()
    {
        Assert.Equal(("naryn", RegionSource.Keypad), Whereabouts(keypad: "naryn", location: PointInOsh, cell: CellInBatken, trunk: "carrier-osh", caller: InBishkek));
        Assert.Equal(("osh-city", RegionSource.CarrierLocation), Whereabouts(location: PointInOsh, cell: CellInBatken, trunk: "carrier-osh", caller: InBishkek));
        Assert.Equal(("batken", RegionSource.CarrierLocation), Whereabouts(cell: CellInBatken, trunk: "carrier-osh", caller: InBishkek));
        Assert.Equal(("osh", RegionSource.Trunk), Whereabouts(trunk: "carrier-osh", caller: InBishkek));
        Assert.Equal(("bishkek", RegionSource.AreaCode), Whereabouts(trunk: "carrier", caller: InBishkek));
        Assert.Equal((null, RegionSource.Unknown), Whereabouts(trunk: "carrier", caller: Mobile));
    }

    [Fact]
    public void A_later_source_may_tell_which_part_of_the_region_it_is()
    {
        Assert.Equal(("chatkal", RegionSource.AreaCode), Whereabouts(keypad: "jalal-abad", caller: InChatkal));
        Assert.Equal(("alay", RegionSource.AreaCode), Whereabouts(trunk: "carrier-osh", caller: "0323426033"));
    }

    [Fact]
    public void A_doubtful_source_does_not_narrow_a_sure_one() =>
        Assert.Equal(("issyk-kul", RegionSource.Keypad), Whereabouts(keypad: "issyk-kul", location: "pos=\"42.2 78.9\",radius=\"50000\""));

    [Theory]
    [InlineData("nowhere")]
    [InlineData("7")]
    [InlineData("OSH")]
    [InlineData("")]
    public void A_key_without_a_meaning_is_no_region(string keypad) => Assert.Equal(("bishkek", RegionSource.AreaCode), Whereabouts(keypad: keypad, caller: InBishkek));

    [Fact]
    public void A_mobile_number_never_tells_a_region() =>
        Gen.Select(Gen.Int[0, 5].Select(form => _forms[form]), Gen.Int[0, 7].Select(code => _mobileCodes[code]), Gen.Int[0, 9_999_999],
                (prefix, code, rest) => $"{prefix}{code}{rest:0000000}")
            .Sample(number => Assert.Equal((null, RegionSource.Unknown), Whereabouts(caller: number)), iter: 5_000);

    [Fact]
    public void Whatever_the_headers_hold_nothing_is_thrown_and_nothing_of_it_remains() =>
        Gen.Select(Gen.String, Gen.String, Gen.String).Sample((location, cell, accepts) =>
        {
            var wanted = Read(location: $"{location}needle", cell: $"{cell}needle", accepts: $"{accepts}needle");
            Assert.Null(wanted.Region.Region);
            Assert.DoesNotContain("needle", wanted.ToString(), StringComparison.Ordinal);
        }, iter: 2_000);

    [Theory]
    [InlineData("%")]
    [InlineData("%zz%2")]
    [InlineData("%FF%FE%00")]
    [InlineData("%0D%0AUserEvent%3A%20HotlineDecide")]
    public void Broken_encoding_tells_nothing(string encoded) =>
        Assert.Null(CallerWhereabouts.RegionOf(Event($"Location: {encoded}\r\nCell: {encoded}\r\n"), Country).Region);

    [Fact]
    public void The_telephones_language_is_a_hint_and_only_where_none_was_chosen()
    {
        Assert.Equal((null, "uz"), Read(accepts: "uz-UZ, ru;q=0.5").Wishes is var hinted ? (hinted.Language, hinted.LanguageHint) : default);
        Assert.Equal(("ky", null), Read(accepts: "uz-UZ", language: "ky").Wishes is var chosen ? (chosen.Language, chosen.LanguageHint) : default);
    }

    private static (string?, RegionSource) Whereabouts(
        string keypad = "", string location = "", string cell = "", string trunk = "carrier", string caller = "") =>
        Read(keypad, location, cell, trunk, caller).Region is var region ? (region.Region, region.Source) : default;

    private static LineWanted Read(
        string keypad = "", string location = "", string cell = "", string trunk = "carrier", string caller = "", string accepts = "", string language = "") =>
        Assert.IsType<LineWanted>(SwitchSignals.Read(
            Event($"Caller: {caller}\r\nLanguage: {language}\r\nAcceptLanguage: {Uri.EscapeDataString(accepts)}\r\nKeypad: {keypad}\r\n"
                + $"Location: {Uri.EscapeDataString(location)}\r\nCell: {Uri.EscapeDataString(cell)}\r\nTrunk: {trunk}\r\nTried: \r\n").Source,
            DateTimeOffset.UnixEpoch, Country, CentreDirectory.Empty, new CallerMemory(() => AgainPolicy.Off, TimeProvider.System)));

    private static UserEventReceived Event(string fields) => new(new AmiEvent("UserEvent", Encoding.UTF8.GetBytes(
        $"Event: UserEvent\r\nPrivilege: user,all\r\nChannel: PJSIP/carrier-1\r\nUniqueid: s-1.1\r\nLinkedid: s-1.1\r\nUserEvent: HotlineDecide\r\nStep: 1\r\n{fields}")));
}
