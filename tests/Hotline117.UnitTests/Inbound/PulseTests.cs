using Hotline117.RoutingService.Inbound;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Inbound;

public sealed class PulseTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Pulse _pulse;

    public PulseTests() => _pulse = new Pulse(_time);

    [Fact]
    public void What_follows_a_recent_pulse_is_of_now()
    {
        _pulse.Heard(_time.GetTimestamp());
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(_time.GetUtcNow(), _pulse.SaidAt());
    }

    [Fact]
    public void What_is_read_after_the_router_was_stopped_may_be_as_old_as_the_last_pulse()
    {
        var sent = _time.GetUtcNow();
        _pulse.Heard(_time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(sent, _pulse.SaidAt());
    }

    [Fact]
    public void A_switch_that_repeats_no_word_of_ours_is_trusted()
    {
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(_time.GetUtcNow(), _pulse.SaidAt());
    }

    [Fact]
    public void A_new_connection_says_nothing_old()
    {
        _pulse.Heard(_time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(3));

        _pulse.Forget();

        Assert.Equal(_time.GetUtcNow(), _pulse.SaidAt());
    }
}
