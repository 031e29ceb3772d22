using System.Globalization;
using System.Text;
using Hotline117.Asterisk.Events;
using Hotline117.RoutingService.Inbound;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Inbound;

public sealed class SwitchClockTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SwitchClock _clock;
    private TimeSpan _ahead;

    public SwitchClockTests() => _clock = new SwitchClock(_time);

    [Fact]
    public void A_clock_that_agrees_is_at_fault_in_nothing_and_was_never_set_back()
    {
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(Beat()));
        Assert.Null(_clock.Fault);
    }

    [Fact]
    public void One_that_is_set_back_by_an_hour_is_noticed_at_the_next_event_once()
    {
        Beat();
        _ahead = -Hour;

        Assert.InRange(Beat()!.Value, Hour - TimeSpan.FromSeconds(1), Hour);
        Assert.Null(Beat());
        Assert.Contains("3600 s apart", _clock.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_set_forwards_and_back_between_two_of_our_words_is_noticed_where_anything_happened_meanwhile()
    {
        Beat();
        _ahead = Hour;
        Assert.Null(Hear(age: TimeSpan.FromMilliseconds(100)));
        _ahead = TimeSpan.Zero;

        Assert.NotNull(Beat());
        Assert.Null(_clock.Fault);
    }

    [Fact]
    public void A_router_that_was_stopped_sees_in_what_it_then_reads_that_the_clock_was_set_forwards_and_back()
    {
        Beat();
        _time.Advance(TimeSpan.FromMinutes(1));
        var (forwards, after) = (Event(_time.GetUtcNow() - TimeSpan.FromSeconds(30) + TimeSpan.FromSeconds(20)), Event(_time.GetUtcNow() - TimeSpan.FromSeconds(15)));
        var sent = _time.GetTimestamp() - (long)(60.2 * _time.TimestampFrequency);

        Assert.Null(_clock.Hear(forwards, sent));
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.Hear(after, sent));
    }

    [Fact]
    public void One_that_goes_on_although_it_was_set_back_by_less_than_has_gone_by_since_is_noticed()
    {
        Beat();
        _time.Advance(TimeSpan.FromSeconds(10));
        _ahead = -TimeSpan.FromSeconds(5);

        Assert.InRange(Beat()!.Value, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void One_that_a_time_server_slews_by_a_twelfth_keeps_nobody_waiting_and_leads_nobody_on()
    {
        Assert.All(Enumerable.Range(0, 600), _ =>
        {
            _ahead -= Pulse.Every / 12;
            Assert.Null(Beat());
        });
    }

    [Fact]
    public void Events_that_are_read_late_show_no_fault_of_the_clock()
    {
        Beat();
        var late = Event(_time.GetUtcNow());
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(_clock.Hear(late, _time.GetTimestamp() - (61 * _time.TimestampFrequency)));
        Assert.Null(_clock.Fault);
        Assert.Null(Beat());
    }

    [Fact]
    public void A_switch_whose_events_bear_no_time_is_told_of_and_how_to_mend_it()
    {
        Assert.Null(_clock.Hear(Event("Event: UserEvent\r\n"), _time.GetTimestamp()));
        Assert.Contains("timestampevents = yes", _clock.Fault, StringComparison.Ordinal);

        Beat();
        Assert.Null(_clock.Fault);
    }

    /// <summary>Our word comes back after a hundredth of a second, five times a second.</summary>
    private TimeSpan? Beat()
    {
        _time.Advance(Pulse.Every);
        return Hear(age: TimeSpan.FromMilliseconds(10));
    }

    private TimeSpan? Hear(TimeSpan age) =>
        _clock.Hear(Event(_time.GetUtcNow() - (age / 2) + _ahead), _time.GetTimestamp() - (long)(age.TotalSeconds * _time.TimestampFrequency));

    private static AmiEvent Event(DateTimeOffset at) => Event(string.Create(
        CultureInfo.InvariantCulture, $"Event: UserEvent\r\nPrivilege: user,all\r\nTimestamp: {(at - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond:0.000000}\r\n"));

    private static AmiEvent Event(string wire) => new("UserEvent", Encoding.UTF8.GetBytes(wire));
}
