using CsCheck;
using Hotline117.Web.Dispatch.Feed;

namespace Hotline117.UnitTests.Web;

public sealed class BackoffTests
{
    [Fact]
    public void The_wait_grows_but_never_over_its_limit() =>
        Gen.Select(Gen.Int[1, 100_000], Gen.Double[0, 0.999]).Sample((failures, jitter) =>
        {
            var wait = Backoff.Delay(failures, jitter);
            Assert.InRange(wait, Backoff.First / 2, Backoff.Longest);
            Assert.True(Backoff.Delay(failures + 1, jitter) >= wait);
        });
}
