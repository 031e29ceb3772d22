using CsCheck;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Protocol;

namespace Hotline117.UnitTests.Asterisk;

public class BackoffTests
{
    private static readonly AmiClientOptions Options = new()
    {
        Host = "h",
        User = "u",
        Secret = "s",
        ReconnectDelayMin = TimeSpan.FromMilliseconds(100),
        ReconnectDelayMax = TimeSpan.FromSeconds(10),
        AuthenticationRetryDelay = TimeSpan.FromSeconds(30),
    };

    private static readonly AmiFault Lost = new(AmiFaultKind.ConnectionLost, "");

    [Fact]
    public void Every_pause_is_within_its_bounds_and_at_most_three_times_the_last() =>
        Gen.Double[0, 0.999].Array[1, 50].Sample(randoms =>
        {
            var next = 0;
            var backoff = new Backoff(Options, () => randoms[next++]);
            var last = Options.ReconnectDelayMin;
            foreach (var _ in randoms)
            {
                var pause = backoff.Next(Lost);
                Assert.InRange(pause, Options.ReconnectDelayMin, Options.ReconnectDelayMax);
                Assert.True(pause <= last * 3);
                last = pause;
            }
        });

    [Fact]
    public void Pauses_grow_to_the_longest_and_start_anew_after_a_login()
    {
        var backoff = new Backoff(Options, () => 0.999);
        for (var i = 0; i < 10; i++)
            backoff.Next(Lost);
        Assert.Equal(Options.ReconnectDelayMax, backoff.Next(Lost));
        backoff.Reset();
        Assert.True(backoff.Next(Lost) < TimeSpan.FromMilliseconds(300));
    }

    [Theory]
    [InlineData(AmiFaultKind.AuthenticationFailed)]
    [InlineData(AmiFaultKind.LoginAlreadyInUse)]
    public void After_a_refused_login_the_pause_is_the_longer_one(AmiFaultKind kind) =>
        Assert.Equal(TimeSpan.FromSeconds(30), new Backoff(Options, () => 0).Next(new(kind, "")));
}
