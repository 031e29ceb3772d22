using System.Text;
using Hotline117.Asterisk.Events;
using Hotline117.Contracts;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Inbound;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Lines;

/// <summary>Which lines the switches' words make unreachable.</summary>
public sealed class PhoneStatesTests
{
    private static readonly CentreDirectory Directory = new([new Centre
    {
        Id = "osh",
        Name = new LocalizedText(null, null, "Osh"),
        Region = "osh-city",
        Town = "Osh",
        Languages = ["ky"],
        Lines = [new Line { Id = "osh-1", Number = "0322000000" }, new Line { Id = "osh-2", Number = "0322000001" }, new Line { Id = "osh-3", Endpoint = "counsellor-3" }],
    }]);

    private readonly FakeTimeProvider _time = new();
    private readonly PhoneStates _phones;

    public PhoneStatesTests() => _phones = new PhoneStates(_time);

    [Fact]
    public void A_phone_is_its_own_line_and_the_trunk_is_that_of_all_numbers()
    {
        Assert.Empty(Unreachable);
        Say("one", "PJSIP/counsellor-3", "UNAVAILABLE");
        Assert.Equal(["osh-3"], Unreachable);
        Say("one", "PJSIP/centres", "UNAVAILABLE");
        Assert.Equal(["osh-1", "osh-2", "osh-3"], Unreachable);
        Say("one", "PJSIP/counsellor-3", "NOT_INUSE");
        Assert.Equal(["osh-1", "osh-2"], Unreachable);
    }

    [Fact]
    public void A_switch_that_reaches_it_is_believed_and_one_to_which_the_link_is_lost_is_not()
    {
        Say("one", "PJSIP/counsellor-3", "UNAVAILABLE");
        Say("two", "PJSIP/counsellor-3", "NOT_INUSE");
        Assert.Empty(Unreachable);
        _phones.Forget("two");
        Assert.Equal(["osh-3"], Unreachable);
        _phones.Forget("one");
        Assert.Empty(Unreachable);
    }

    [Fact]
    public void It_is_told_since_when()
    {
        var since = _time.GetUtcNow();
        Say("one", "PJSIP/counsellor-3", "UNAVAILABLE");
        _time.Advance(TimeSpan.FromMinutes(1));
        Say("one", "PJSIP/counsellor-3", "UNAVAILABLE");
        Assert.Equal(since, _phones.Unreachable(Directory)["osh-3"]);
    }

    private IEnumerable<string> Unreachable => _phones.Unreachable(Directory).Keys.Order();

    private void Say(string switchName, string device, string state) => _phones.Hear(
        switchName, new(new AmiEvent("DeviceStateChange", Encoding.UTF8.GetBytes($"Event: DeviceStateChange\r\nDevice: {device}\r\nState: {state}\r\n"))));
}
