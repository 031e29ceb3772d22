using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Inbound;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Inbound;

public sealed class HeardEndsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly HeardEnds _heard;

    public HeardEndsTests() => _heard = new HeardEnds(_time);

    [Fact]
    public void An_end_is_known_at_once_and_to_be_counted_again_only_when_its_first_count_is_over()
    {
        _heard.Hear(End("sw-1.1"));

        Assert.True(_heard.Contains("sw-1.1"));
        Assert.Empty(_heard.Before(TimeSpan.FromSeconds(5)));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("sw-1.1", Assert.Single(_heard.Before(TimeSpan.FromSeconds(5))).CallId);
    }

    [Fact]
    public void It_is_kept_for_ten_minutes_and_ten_thousand_ends_at_most()
    {
        _heard.Hear(End("sw-1.0"));
        _time.Advance(TimeSpan.FromMinutes(9));
        _heard.Hear(End("sw-1.1"));
        Assert.True(_heard.Contains("sw-1.0"));
        _time.Advance(TimeSpan.FromMinutes(2));
        _heard.Hear(End("sw-1.2"));
        Assert.Equal((false, true), (_heard.Contains("sw-1.0"), _heard.Contains("sw-1.1")));

        foreach (var number in Enumerable.Range(3, 9_999))
            _heard.Hear(End($"sw-1.{number}"));

        Assert.Equal(10_000, _heard.Before(TimeSpan.Zero).Count);
        Assert.Equal((false, true), (_heard.Contains("sw-1.1"), _heard.Contains("sw-1.2")));
    }

    private CallRecord End(string callId) => new(callId, _time.GetUtcNow(), 1, _time.GetUtcNow(), CallerRegion.Unknown, CallerWishes.None) { HasEnded = true };
}
