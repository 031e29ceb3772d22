using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Secrecy;

public class SecrecyTests(Hotline hotline) : CallTests(hotline)
{
    private const string CallersNumber = "322294713";
    private const string CallersName = "Unusualova";
    private const string CallersCell = "437987e57ce1f00d";

    [Fact]
    public async Task A_callers_number_is_nowhere_after_the_call_nor_does_the_centre_ever_see_it()
    {
        var seen = Hotline.Phones.Received.Count;
        await Hotline.OnShiftAsync(Osh, Uzgen);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Unreachable);

        var call = await Hotline.DialAsync(new CallerIdentity(
            // As an old exchange sends it: letters of Windows-1251, which are no UTF-8.
            $"\"\u00cf\u00f0\u00e8 {CallersName} 0{CallersNumber}\" <sip:+996{CallersNumber}@127.0.0.1>",
            ("P-Asserted-Identity", $"\"{CallersName}\" <sip:+996{CallersNumber}@127.0.0.1>"),
            ("Remote-Party-ID", $"<sip:0{CallersNumber}@127.0.0.1>;party=calling;privacy=off")));
        var phone = await Hotline.RingsAsync(Uzgen);
        await call.NextAsync<CallAnswered>();
        await call.ExplainAsync();
        await call.HangUpAndSettleAsync();
        await SettledAsync(call);

        Assert.Equal("osh-city", call.Received.Region);
        Assert.StartsWith("\"117\" <sip:117@", phone.Invite["From"], StringComparison.Ordinal);
        var needles = new Needles(CallersNumber, CallersName);
        Assert.Empty(Hotline.Phones.Received.Skip(seen).SelectMany(message => needles.In(message.ToString())));
        await NowhereAsync(needles);
    }

    [Fact]
    public async Task A_secret_centres_number_is_known_only_sealed_and_never_to_a_caller()
    {
        await Hotline.OnShiftAsync(Refuge, Bishkek);
        var needles = new Needles(Refuge.Number[1..]);

        var answered = await Hotline.DialAsync(CallerInNaryn);
        await Hotline.RingsAsync(Refuge);
        await answered.NextAsync<CallAnswered>();
        await answered.HangUpAndSettleAsync();
        Hotline.Phones.Set(Refuge.Number, PhoneHabit.Unreachable);
        var refused = await Hotline.DialAsync(CallerInNaryn);
        Assert.Equal(Bishkek.Id, (await refused.NextAsync<CallAnswered>()).LineId);
        await refused.HangUpAndSettleAsync();
        await SettledAsync(refused);

        Assert.Empty(answered.Caller.Received.Concat(refused.Caller.Received).SelectMany(message => needles.In(message.ToString())));
        await NowhereAsync(needles);
    }

    [Theory]
    [InlineData("</gml:pos>", "uzgen")]
    [InlineData("</gml:poz>", null)]
    public async Task Where_exactly_a_caller_is_is_nowhere_after_the_call_even_if_the_document_is_broken(string end, string? region)
    {
        var seen = Hotline.Phones.Received.Count;
        await Hotline.OnShiftAsync(Osh, Uzgen);

        var call = await Hotline.DialAsync(CallerIdentity.Of("0555294817").With(
            ("Geolocation", "<cid:whereabouts@127.0.0.1>"), ("P-Access-Network-Info", $"3GPP-E-UTRAN-FDD;utran-cell-id-3gpp={CallersCell};network-provided"))
        with
        {
            Location = Pidf.Point("40.77135790462 73.30246810735").Replace("</gml:pos>", end, StringComparison.Ordinal),
        });
        await call.NextAsync<CallAnswered>();
        await call.ExplainAsync();
        await call.HangUpAndSettleAsync();
        await SettledAsync(call);

        Assert.Equal(region, call.Received.Region);
        // Seven digits are found in the times of spans by chance.
        var needles = new Needles("555294817", "77135790462", "30246810735", CallersCell, "whereabouts@127.0.0.1");
        Assert.Empty(Hotline.Phones.Received.Skip(seen).SelectMany(message => needles.In(message.ToString())));
        await NowhereAsync(needles);
    }

    private Task NowhereAsync(Needles needles) => Everything.HoldsNoneAsync(Hotline, needles);

    /// <summary>The call is counted and its spans are written.</summary>
    private async Task SettledAsync(HotlineCall call)
    {
        await Hotline.CountedAsync(call.Received.OccurredAt, 1);
        await Until.TrueAsync(() => Spans.Read(Hotline).Any(span => span.Attributes.GetValueOrDefault("hotline.call") == call.Id
            && span.Attributes.GetValueOrDefault("hotline.signal") == "HungUp"));
        await Hotline.AllQuietAsync();
    }
}
