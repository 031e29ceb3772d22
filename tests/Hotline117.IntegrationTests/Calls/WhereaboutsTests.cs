using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

public class WhereaboutsTests(Hotline hotline) : CallTests(hotline)
{
    private const string Mobile = "0555123456";
    private const string Bomb = """
        <!DOCTYPE p [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
        """;

    public static TheoryData<string, CallerIdentity> Known => new()
    {
        { "a position in the body", CallerIdentity.Of(Mobile).With(Pidf.Header) with { Location = Pidf.Point("40.77 73.30") } },
        { "an address in the body", CallerIdentity.Of(Mobile).With(Pidf.Header) with { Location = Pidf.Address("Ошская область", "Узген") } },
        { "a geo URI", CallerIdentity.Of(Mobile).With(("Geolocation", "<geo:40.77,73.30;u=500>")) },
        { "a cell", CallerIdentity.Of(Mobile).With(("P-Access-Network-Info", "3GPP-UTRAN-FDD;utran-cell-id-3gpp=\"437990BB90000001\"")) },
        { "a cell in the second header", CallerIdentity.Of(Mobile).With(
            ("P-Access-Network-Info", "IEEE-802.11;i-wlan-node-id=00"), ("P-Access-Network-Info", "3GPP-UTRAN-FDD;utran-cell-id-3gpp=437990bb90000001;network-provided")) },
        { "a position against the area code of Bishkek", CallerIdentity.Of("0312661592").With(Pidf.Header) with { Location = Pidf.Point("40.77 73.30") } },
    };

    public static TheoryData<string, CallerIdentity> Unknown => new()
    {
        { "no number", new CallerIdentity("\"Anonymous\" <sip:anonymous@anonymous.invalid>") },
        { "no document to the header", CallerIdentity.Of(Mobile).With(Pidf.Header) },
        { "no XML", CallerIdentity.Of(Mobile).With(Pidf.Header) with { Location = "uzgen" } },
        { "an empty document", CallerIdentity.Of(Mobile).With(Pidf.Header) with { Location = Pidf.Document("") } },
        { "entities within entities", CallerIdentity.Of(Mobile).With(Pidf.Header) with { Location = Pidf.Document("<gml:Point><gml:pos>&d;</gml:pos></gml:Point>", Bomb) } },
        { "a document of 50 kB", CallerIdentity.Of(Mobile).With(Pidf.Header) with { Location = Pidf.Document(new string('x', 50_000)) } },
        { "a depth of 1000", CallerIdentity.Of(Mobile).With(Pidf.Header) with { Location = Pidf.Document(string.Concat(Enumerable.Repeat("<gml:Point>", 1000))) } },
        { "headers of 10 kB", CallerIdentity.Of(Mobile).With(
            ("Geolocation", $"<https://{new string('x', 10_000)}>"), ("P-Access-Network-Info", new string('x', 10_000)), ("Accept-Language", new string('x', 10_000))) },
        { "dialplan text", CallerIdentity.Of(Mobile).With(
            ("Geolocation", "<geo:${SHELL(touch /tmp/owned)},1)}>"), ("P-Access-Network-Info", "\"]?x:y)${HASH(a,b)},Caller: 0312661592"), ("Accept-Language", "$[1/0],\\")) },
        { "a wish not to be routed by it", CallerIdentity.Of(Mobile).With(Pidf.Header, ("Geolocation-Routing", "no")) with { Location = Pidf.Point("40.77 73.30") } },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public async Task Who_is_seen_in_Uzgen_reaches_Uzgen_whatever_her_number(string how, CallerIdentity identity)
    {
        Assert.NotEmpty(how);
        await Hotline.OnShiftAsync(Osh, Uzgen, Bishkek);

        var call = await Hotline.DialAsync(identity);
        await Hotline.RingsAsync(Uzgen);

        Assert.Equal(("uzgen", RegionSource.CarrierLocation, RegionCertainty.High), (call.Received.Region, call.Received.RegionSource, call.Received.RegionCertainty));
        await call.NextAsync<CallAnswered>();
        await call.HangUpAndSettleAsync();
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task Who_can_not_be_placed_is_helped_all_the_same(string why, CallerIdentity identity)
    {
        Assert.NotEmpty(why);
        await Hotline.OnShiftAsync(Osh);
        var before = Hotline.Stack.Endpoints.Pids.Asterisk;

        var call = await Hotline.DialAsync(identity);
        await Hotline.RingsAsync(Osh);
        await call.NextAsync<CallAnswered>();
        await call.HangUpAndSettleAsync();

        Assert.Equal((null, RegionSource.Unknown), (call.Received.Region, call.Received.RegionSource));
        Assert.Equal(before, Hotline.Stack.Endpoints.Pids.Asterisk);
        Assert.False(File.Exists("/tmp/owned"));
    }

    [Theory]
    [InlineData("0362222027", "batken-city")]
    [InlineData("0322255501", "osh-city")]
    public async Task A_fixed_line_in_the_south_reaches_Osh_and_is_not_asked_for_its_region(string number, string region)
    {
        await Hotline.SetGlobalAsync("REGION_MENU", Hotline.Prompt("region"));
        await Hotline.OnShiftAsync(Osh, Bishkek);

        var call = await Hotline.DialAsync(number);
        await Hotline.RingsAsync(Osh);

        Assert.Equal((region, RegionSource.AreaCode), (call.Received.Region, call.Received.RegionSource));
        await call.HangUpAndSettleAsync();
    }

    [Theory]
    [InlineData(1, "bishkek")]
    [InlineData(7, "osh-city")]
    [InlineData(0, null)]
    public async Task Whoever_presses_a_key_is_where_she_says_and_a_key_without_a_meaning_is_the_whole_country(int key, string? region)
    {
        await Hotline.SetGlobalAsync("REGION_MENU", Hotline.Prompt("region"));
        await Hotline.OnShiftAsync(Osh, Bishkek);

        var caller = await Hotline.DialUnseenAsync(Mobile);
        await caller.HearsVoiceAsync();
        await caller.PressAsync(key);
        var received = await Hotline.Events.NextCallAsync();

        Assert.Equal((region, region is null ? RegionSource.Unknown : RegionSource.Keypad), (received.Region, received.RegionSource));
        await Hotline.Events.NextAsync<CallAnswered>(received.CallId);
        await caller.HangUpAsync();
    }

    [Fact]
    public async Task Whoever_presses_nothing_is_helped_after_the_question()
    {
        await Hotline.SetGlobalAsync("REGION_MENU", "beep");
        await Hotline.SetGlobalAsync("LANGUAGE_MENU", "beep");
        await Hotline.SetGlobalAsync("KEY_SECONDS", "1");
        await Hotline.OnShiftAsync(Osh);

        var call = await Hotline.DialAsync(Mobile);
        await Hotline.RingsAsync(Osh);

        Assert.Equal((null, null, RegionSource.Unknown), (call.Received.Region, call.Received.Language, call.Received.RegionSource));
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task The_third_key_of_the_first_question_is_Uzbek()
    {
        await Hotline.SetGlobalAsync("LANGUAGE_MENU", Hotline.Prompt("language"));
        await Hotline.OnShiftAsync(Osh);

        var caller = await Hotline.DialUnseenAsync(CallerInOsh);
        await caller.HearsVoiceAsync();
        await caller.PressAsync(3);
        var received = await Hotline.Events.NextCallAsync();

        Assert.Equal("uz", received.Language);
        await caller.HangUpAsync();
    }

    [Fact]
    public async Task The_telephones_language_is_no_choice_of_the_caller()
    {
        await Hotline.OnShiftAsync(Osh);

        var call = await Hotline.DialAsync(CallerIdentity.Of(CallerInOsh).With(("Accept-Language", "en-US, en;q=0.9")));
        await Hotline.RingsAsync(Osh);

        Assert.Null(call.Received.Language);
        await call.HangUpAndSettleAsync();
    }
}
