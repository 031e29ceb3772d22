using System.Text;
using CsCheck;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Events;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Outbound;
using Hotline117.UnitTests.Architecture;
using Hotline117.UnitTests.Asterisk;
using Hotline117.UnitTests.Routing;

namespace Hotline117.UnitTests.Inbound;

public sealed class SwitchRecordsTests
{
    private static readonly Geography Country = Geography.Load(Path.Combine(Repository.Root, "src", "Hotline117.AppHost", "samples", "geography"));
    private static readonly CentreDirectory Directory = new SmallTown().Snapshot.Directory;

    [Fact]
    public void A_call_that_the_switch_connected_alone_is_read_with_its_times()
    {
        var record = Read("2:1795744711514:1795744773526:near-1:yes:ANSWER:1795744713526:talas-city:areaCode:ky:legal:female:")!;

        Assert.Equal(("sw-1.97", 2, OfferSource.SwitchFallback, true), (record.CallId, record.Step, record.Source, record.HasEnded));
        Assert.Equal(new FallbackOffered("sw-1.97", Moment(1795744713526), 2, "near-1", "near"), record.Rang);
        Assert.Equal((Moment(1795744711514), Moment(1795744713526), Moment(1795744773526)), (record.CameAt, record.AnsweredAt, record.At));
        Assert.Equal(new CallerRegion("talas-city", RegionSource.AreaCode, RegionCertainty.Medium), record.Region);
        Assert.Equal(new CallerWishes("ky", "legal", Gender.Female), record.Wishes);
    }

    [Theory]
    [InlineData("CANCEL", true)]
    [InlineData("ANSWER", true)]
    [InlineData("NOANSWER", false)]
    [InlineData("", false)]
    public void Only_a_line_that_rang_when_the_caller_hung_up_was_ringing_then(string status, bool rang) =>
        Assert.Equal(rang, Read($"3:1795744711514:1795744773526:near-1::{status}:::::::")!.Rang is not null);

    [Fact]
    public async Task A_switch_that_can_not_be_asked_is_not_taken_for_one_that_has_nothing_of_the_call()
    {
        await using var world = await AmiWorld.ConnectedAsync();
        var control = new SwitchControl("switch-1", world.Client);
        var gone = new HungUp("sw-1.97", Moment(1795744773526));

        var asking = control.FindRecordAsync(gone, TimeSpan.Zero, Country, Directory, AmiWorld.Deadline);
        await world.Session.NextActionAsync(AmiWorld.Deadline);
        world.Session.Break();
        await Assert.ThrowsAsync<AmiDisconnectedException>(() => asking);

        world.Server.On("Getvar", _ => "Response: Success\r\nActionID: {id}\r\nVariable: DB\r\nValue: ");
        await world.Server.NextSessionAsync(AmiWorld.Deadline);
        await world.Client.WaitForStateAsync(AmiConnectionState.Connected, AmiWorld.Deadline);
        Assert.Null(await control.FindRecordAsync(gone, TimeSpan.Zero, Country, Directory, AmiWorld.Deadline));
    }

    [Fact]
    public async Task The_record_of_a_call_is_found_by_the_switchs_clock_whatever_the_routers_says()
    {
        await using var world = await AmiWorld.ConnectedAsync();
        var control = new SwitchControl("switch-1", world.Client);
        // 2026-11-27 02:00:33, a minute after; the router is two hours ahead.
        world.Server.On("Getvar", action => "Response: Success\r\nActionID: {id}\r\nValue: " + action["Variable"] switch
        {
            "EPOCH" => "1795744833",
            "DB(hotline117-calls/202611270159/sw-1.97)" => "3:1795744711514:1795744773526:near-1::ANSWER:1795744713526::::::",
            _ => "",
        });
        var gone = new HungUp("sw-1.97", Moment(1795744773526).AddHours(2));

        var record = await control.FindRecordAsync(gone, TimeSpan.FromMinutes(1), Country, Directory, AmiWorld.Deadline);

        Assert.Equal((gone.At, true), (record?.At, record?.HasEnded));
    }

    [Theory]
    [InlineData("")]
    [InlineData("DIALEDPEERNAME")]
    [InlineData("SHARED(HOTLINE_PEER)")]
    public async Task Of_a_call_that_goes_while_it_is_asked_about_nothing_is_known(string answeredBefore)
    {
        await using var world = await AmiWorld.ConnectedAsync();
        var control = new SwitchControl("switch-1", world.Client);
        world.Server.On("Getvar", action => action["Variable"] == answeredBefore
            ? "Response: Success\r\nActionID: {id}\r\nValue: PJSIP/centres-00000001" : "Response: Error\r\nActionID: {id}\r\nMessage: No such channel");

        Assert.Null(await control.AnsweredByAsync("sw-1.97", AmiWorld.Deadline));
        Assert.Null(await control.WhoHasAsync("sw-1.97", AmiWorld.Deadline));
    }

    [Fact]
    public void Of_a_call_that_goes_on_the_line_rings()
    {
        var record = Read("2:1795744711514:1795744713526:near-1:yes:::country:areaCode::::perpetrators", minute: "open")!;

        Assert.Equal((false, Moment(1795744713526), null), (record.HasEnded, record.Rang!.At, record.AnsweredAt));
        Assert.Equal((CallerRegion.Unknown, Audience.Perpetrators), (record.Region, record.Wishes.Audience));
    }

    [Theory]
    [InlineData("near-1.2", "near-1", 2)]
    [InlineData("far-1.6", "far-1", 6)]
    [InlineData("!.7", null, 7)]
    [InlineData("", "near-1", 2)]
    public void Whoever_has_picked_up_since_a_record_was_read_has_answered_and_not_the_line_that_it_names(string rang, string? line, int step)
    {
        var record = Read("2:1795744711514:1795744713526:near-1:yes:::country:areaCode::::", minute: "open")!;
        var at = Moment(1795744714000);

        var answered = SwitchRecords.AnsweredBy(record, SwitchSignals.Answered("sw-1.97", at, "PJSIP/centres-00000001", rang, Directory));

        Assert.Equal((at, step), (answered.AnsweredAt, answered.Step));
        var call = Call.Apply(null, answered, Guid.NewGuid)!;
        Assert.Equal((CallPhase.Talking, line, line is null), (call.Next.Phase, call.Next.LineId, call.Next.SentToEmergency));
        Assert.Equal(line, call.Events.OfType<CallAnswered>().SingleOrDefault()?.LineId);
    }

    [Fact]
    public void The_emergency_line_is_no_line_of_the_directory() =>
        Assert.IsType<EmergencyOffered>(Read("2:1795744711514:1795744773526:!:yes:ANSWER:1795744713526:country:areaCode::::")!.Rang);

    [Theory]
    [InlineData("")]
    [InlineData("2:1795744711514")]
    [InlineData("x:1795744711514:1795744773526:near-1::ANSWER:1795744713526:::::::")]
    [InlineData("2::1795744773526:near-1::ANSWER:1795744713526:::::::")]
    [InlineData("2:9999999999999999:1795744773526:near-1::ANSWER:1795744713526:::::::")]
    public void What_is_no_record_is_not_read(string value) => Assert.Null(Read(value));

    [Fact]
    public void Whatever_times_a_record_holds_nothing_of_it_happens_before_what_it_follows() => Gen.Long[0, 99_999_999].Array[3].Sample(
        times =>
        {
            var record = Read($"2:{times[0]}:{times[1]}:near-1:yes:ANSWER:{times[2]}::::::")!;
            Assert.True(record.CameAt <= record.Rang!.At && record.Rang.At <= record.AnsweredAt);
        },
        iter: 20_000);

    private static CallRecord? Read(string value, string minute = "202611270158") => SwitchRecords.Read(
        new AmiEvent("DBGetTreeResponse", Encoding.UTF8.GetBytes($"Event: DBGetTreeResponse\r\nKey: /hotline117-calls/{minute}/sw-1.97\r\nVal: {value}\r\n")), Country, Directory);

    private static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
