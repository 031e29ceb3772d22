using System.Net;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>A second trunk, which brings the calls of one oblast only: the sample's trunks.json says which.</summary>
public class TrunkTests(Hotline hotline) : CallTests(hotline)
{
    private const string Trunk = """

        [carrier-osh]
        type = endpoint
        context = from-carrier
        disallow = all
        allow = alaw,ulaw
        trust_id_inbound = yes
        direct_media = no
        rtp_symmetric = yes
        dtmf_mode = rfc4733
        set_var = REGION_MENU=
        media_address = 127.0.0.1
        bind_rtp_to_media_address = yes

        [carrier-osh]
        type = identify
        endpoint = carrier-osh
        match = 127.0.0.3

        """;

    [Fact]
    public async Task Who_calls_over_the_trunk_of_Osh_oblast_is_there_whatever_her_mobile_number_and_is_not_asked_where_she_is()
    {
        await Hotline.OnShiftAsync(Osh, Bishkek);
        await Hotline.SetGlobalAsync("REGION_MENU", Hotline.Prompt("region"));
        await Hotline.ChangeTrunksAsync(trunks => trunks + Trunk);
        try
        {
            await Until.TrueAsync(async () => (await Hotline.SwitchAsync("pjsip show endpoint carrier-osh")).Contains("127.0.0.3", StringComparison.Ordinal));
            var call = await Hotline.DialAsync(CallerIdentity.Of("0555123456") with { Address = IPAddress.Parse("127.0.0.3") });
            Assert.Equal(Osh.Id, (await call.NextAsync<CallAnswered>()).LineId);

            Assert.Equal(("osh", RegionSource.Trunk, RegionCertainty.High), (call.Received.Region, call.Received.RegionSource, call.Received.RegionCertainty));
            await call.HangUpAndSettleAsync();
        }
        finally
        {
            await Hotline.ChangeTrunksAsync(trunks => trunks.Replace(Trunk, "", StringComparison.Ordinal));
        }
    }
}
