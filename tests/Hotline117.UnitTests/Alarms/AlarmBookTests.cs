using CsCheck;
using Hotline117.Contracts.Live;
using Hotline117.Routing.Alarms;

namespace Hotline117.UnitTests.Alarms;

public sealed class AlarmBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 15, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whatever_is_found_and_acknowledged_in_whatever_order_each_alarm_begins_and_ends_once_and_nobodys_word_is_lost() =>
        Gen.Int.Sample(seed =>
        {
            var (random, book) = (new Random(seed), AlarmBook.Empty);
            for (var second = 1; second <= 60; second++)
            {
                var (now, before) = (Start.AddSeconds(second), book);
                var found = Any(random, now);
                book = book.Settle(found, now);

                Assert.Equal(found.Select(alarm => alarm.Key).Order(), book.Current.Select(alarm => alarm.Key).Order());
                Assert.True(book.Settle(found, now.AddSeconds(1)).IsSameAs(book));
                Assert.Equal(before.Current.Where(alarm => found.All(other => other.Key != alarm.Key)).Select(alarm => alarm.Key).Order(),
                    book.Past.Take(book.Past.Count - before.Past.Count).Select(alarm => alarm.Key).Order());
                Assert.All(book.Past, alarm => Assert.True(alarm.EndedAt >= alarm.Since));
                foreach (var (known, alarm) in before.Current.Join(book.Current, alarm => alarm.Key, alarm => alarm.Key, (known, alarm) => (known, alarm)))
                {
                    Assert.True(alarm.Since <= known.Since);
                    Assert.Equal(alarm.Severity > known.Severity ? null : known.Acknowledged, alarm.Acknowledged);
                }

                if (book.Current.Count > 0 && random.Next(3) == 0)
                {
                    var (key, first) = (book.Current[random.Next(book.Current.Count)].Key, new Acknowledgement("first", now));
                    var expected = book.Find(key)!.Acknowledged ?? first;
                    book = book.Acknowledge(key, first).Acknowledge(key, new("second", now));
                    Assert.Equal(expected, book.Find(key)!.Acknowledged);
                }
            }
        }, iter: 2_000);

    [Fact]
    public void Two_routers_that_were_without_the_store_add_what_they_saw_once()
    {
        var both = AlarmBook.Empty.Settle([Found("switch:osh")], Start).Acknowledge("switch:osh", new("aida", Start));
        var (one, other) = (both.Settle([Found("redis", 10)], At(12)), both.Settle([Found("redis", 11)], At(13)));

        var stored = both.With(one).Settle([], At(20));
        stored = stored.With(other).Settle([], At(21));

        Assert.Empty(stored.Current);
        Assert.Equal(["redis", "switch:osh"], stored.Past.Select(alarm => alarm.Key).Order());
        Assert.Equal("aida", stored.Past.Single(alarm => alarm.Key == "switch:osh").Acknowledged?.By);
    }

    [Fact]
    public void A_store_that_has_forgotten_is_told_what_lasts_and_who_has_seen_it()
    {
        var known = AlarmBook.Empty.Settle([Found("redis"), Found("fallback")], Start).Acknowledge("redis", new("aida", Start)).Settle([Found("redis")], At(5));

        Assert.True(AlarmBook.Empty.With(known).IsSameAs(known));
        Assert.True(known.With(known).IsSameAs(known));
    }

    [Fact]
    public void The_same_trouble_at_another_time_is_another_alarm()
    {
        var known = AlarmBook.Empty.Settle([Found("redis")], Start).Settle([], At(5));

        Assert.Equal(2, known.With(AlarmBook.Empty.Settle([Found("redis", 60)], At(61)).Settle([], At(70))).Past.Count);
    }

    [Fact]
    public void Of_those_that_are_over_the_latest_are_kept()
    {
        var book = AlarmBook.Empty;
        for (var i = 0; i < AlarmBook.MostPast + 10; i++)
            book = book.Settle([Found($"silent-line:{i}")], At(i));

        Assert.Equal(AlarmBook.MostPast, book.Past.Count);
        Assert.Equal($"silent-line:{AlarmBook.MostPast + 8}", book.Past[0].Key);
    }

    private static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);

    private static Alarm Found(string key, int seconds = 0) => new() { Key = key, Kind = AlarmKind.Redis, Severity = AlarmSeverity.Warning, Since = At(seconds) };

    private static List<Alarm> Any(Random random, DateTimeOffset now) =>
    [
        .. new[] { "a", "b", "c", "d" }.Where(_ => random.Next(2) == 0).Select(key => new Alarm
        {
            Key = key,
            Kind = AlarmKind.LongWait,
            Severity = (AlarmSeverity)random.Next(2),
            Since = now.AddSeconds(-random.Next(3)),
            Figure = random.Next(2),
        }),
    ];
}
