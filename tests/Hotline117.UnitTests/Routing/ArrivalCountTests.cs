using CsCheck;
using Hotline117.Routing.Calls;
using Hotline117.RoutingService;

namespace Hotline117.UnitTests.Routing;

public sealed class ArrivalCountTests
{
    [Fact]
    public void It_counts_what_a_list_of_all_calls_would() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            var (count, all, now) = (new ArrivalCount(), new List<long>(), 1_800_000_000L);
            for (var step = 0; step < 200; step++)
            {
                now += random.Next(10) == 0 ? random.Next(200) : random.Next(3);
                // Two switches are not heard in the order of time.
                var at = now - random.Next(3);
                count.Add(DateTimeOffset.FromUnixTimeSeconds(at));
                all.Add(at);
                Assert.Equal(all.Count(each => each > now - 60), count.WithinMinute(DateTimeOffset.FromUnixTimeSeconds(now)));
            }
        },
        iter: 1_000);

    [Fact]
    public void Without_a_limit_nothing_is_an_attack()
    {
        Assert.False(AttackPolicy.Default.IsAttack(1_000_000));
        Assert.False(new AttackPolicy { CallsPerMinute = 60 }.IsAttack(59));
        Assert.True(new AttackPolicy { CallsPerMinute = 60 }.IsAttack(60));
    }
}
