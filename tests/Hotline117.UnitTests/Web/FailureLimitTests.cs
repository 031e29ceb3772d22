using Hotline117.Web.SignIn;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Web;

public sealed class FailureLimitTests
{
    private readonly FakeTimeProvider time = new(LiveSamples.Noon);
    private readonly FailureLimit limit;

    public FailureLimitTests() => limit = new FailureLimit(freeFailures: 3, time);

    [Fact]
    public void The_first_failures_are_free_and_then_each_wait_is_twice_as_long()
    {
        Fail(times: 2);
        Assert.Equal(TimeSpan.Zero, limit.Wait("aida"));
        Fail(times: 1);
        Assert.Equal(FailureLimit.FirstWait, limit.Wait("aida"));
        time.Advance(FailureLimit.FirstWait);
        Assert.Equal(TimeSpan.Zero, limit.Wait("aida"));
        Fail(times: 1);
        Assert.Equal(2 * FailureLimit.FirstWait, limit.Wait("aida"));
    }

    [Fact]
    public void No_wait_is_longer_than_the_longest()
    {
        Fail(times: 5000);

        Assert.Equal(FailureLimit.LongestWait, limit.Wait("aida"));
    }

    [Fact]
    public void A_success_clears_the_count()
    {
        Fail(times: 2);
        limit.Succeeded("aida");
        Fail(times: 2);

        Assert.Equal(TimeSpan.Zero, limit.Wait("aida"));
    }

    [Fact]
    public void Old_failures_are_forgotten()
    {
        Fail(times: 10);
        time.Advance(3 * FailureLimit.LongestWait);
        Fail(times: 1);

        Assert.Equal(TimeSpan.Zero, limit.Wait("aida"));
    }

    [Fact]
    public void The_case_of_a_name_gives_no_further_tries()
    {
        Fail(times: 3);

        Assert.True(limit.Wait("AIDA") > TimeSpan.Zero);
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
            limit.Failed("aida");
    }
}
