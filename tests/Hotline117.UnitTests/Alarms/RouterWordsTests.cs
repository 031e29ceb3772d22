using Hotline117.Contracts.Live;
using Hotline117.Routing.Alarms;

namespace Hotline117.UnitTests.Alarms;

public sealed class RouterWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 15, 6, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public void What_several_see_is_one_alarm_the_worst_of_them_and_since_the_first_in_whatever_order_they_speak()
    {
        var one = Word("one", Found("a", AlarmSeverity.Warning, 9) with { Figure = 7 }, Found("b", AlarmSeverity.Warning, 1));
        var two = Word("two", Found("a", AlarmSeverity.Critical, 3) with { Figure = 2 });

        var together = Together([one, two]);

        Assert.Equal(["a", "b"], together.Select(alarm => alarm.Key));
        Assert.Equal((AlarmSeverity.Critical, 2, Now.AddSeconds(-9)), (together[0].Severity, together[0].Figure!.Value, together[0].Since));
        Assert.Equal(together, Together([two, one]));
    }

    [Theory]
    [InlineData(10, 3600, false)]
    [InlineData(11, 3600, true)]
    [InlineData(11, 10, false)]
    [InlineData(601, 3600, false)]
    public void A_router_that_has_fallen_silent_is_told_of_unless_nobody_could_hear_it_or_it_is_long_gone(int age, int listening, bool isTold)
    {
        var words = new[] { Word("one"), Word("two", Found("a", AlarmSeverity.Warning, 1)) with { Age = TimeSpan.FromSeconds(age) } };

        var found = RouterWords.Together(words, TimeSpan.FromSeconds(listening), AlarmPolicy.Default, Now);

        Assert.Equal(isTold, found.Any(alarm => alarm.Key == "router:two"));
        Assert.Equal(age <= 10, found.Any(alarm => alarm.Key == "a"));
    }

    [Fact]
    public void A_plan_that_any_router_has_renewed_is_not_old()
    {
        var cutOff = Word("one") with { Word = Word("one").Word with { PlansSince = new Dictionary<string, DateTimeOffset> { ["osh"] = Now.AddMinutes(-9), ["bishkek"] = Now.AddMinutes(-9) } } };
        var other = Word("two") with { Word = Word("two").Word with { PlansSince = new Dictionary<string, DateTimeOffset> { ["osh"] = Now.AddMinutes(-1) } } };

        var old = Assert.Single(Together([cutOff, other]));

        Assert.Equal(("old-plan:bishkek", Now.AddMinutes(-9), Now.AddMinutes(-4)), (old.Key, old.At, old.Since));
    }

    private static IReadOnlyList<Alarm> Together(HeardWord[] words) => RouterWords.Together(words, Long, AlarmPolicy.Default, Now);

    private static HeardWord Word(string router, params Alarm[] found) => new(new(router, found, new Dictionary<string, DateTimeOffset>()), TimeSpan.FromSeconds(1));

    private static Alarm Found(string key, AlarmSeverity severity, int secondsAgo) =>
        new() { Key = key, Kind = AlarmKind.LongWait, Severity = severity, Since = Now.AddSeconds(-secondsAgo) };
}
