using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;

namespace Hotline117.IntegrationTests.Reporting;

[Collection(nameof(ReportingStack))]
public class CountingTests(ReportingStack stack)
{
    [Fact]
    public async Task Every_call_is_counted_once_however_often_and_in_whatever_order_its_events_arrive()
    {
        var history = new CallHistory();
        var events = Enumerable.Range(0, 300).SelectMany(call => (IEnumerable<HotlineEvent>)(call % 3 == 0
            ? history.Abandoned(call, "osh")
            : history.Answered(call, "talas", "talas"))).ToList();
        var arrivals = events.Concat(events).Concat(events.Where((_, i) => i % 5 == 0)).ToArray();
        new Random(117).Shuffle(arrivals);

        await Task.WhenAll(arrivals.Chunk(500).Select(part => stack.Events.PublishAsync(part)));

        var total = await UntilStoredAsync(history, events.Count);
        Assert.Equal(new CallStatisticsRow("total", 300, 200, 0, 100, 0, 0, 0, 6, 60), total);
    }

    [Fact]
    public async Task Counts_are_right_by_region_centre_outcome_and_local_hour()
    {
        var history = new CallHistory();
        HotlineEvent[] events =
        [
            .. history.Answered(1, "osh", "osh", waitedSeconds: 4, talkedSeconds: 100),
            .. history.Answered(2, "osh", "batken", OfferSource.SwitchFallback, waitedSeconds: 9, talkedSeconds: 200),
            .. history.Abandoned(3, "osh"),
            .. history.Overflowed(4, "chuy"),
            .. history.Indeterminate(5, "chuy"),
            history.Received(6, region: null),
        ];

        await stack.Events.PublishAsync(events);

        var total = new CallStatisticsRow("total", 6, 2, 1, 1, 1, 1, 1, 6.5, 150);
        Assert.Equal(total, await UntilStoredAsync(history, events.Length));
        await RowsAsync(history, StatisticsDimension.Region, total,
            new("chuy", 2, 0, 0, 0, 1, 1, 0, null, null), new("osh", 3, 2, 1, 1, 0, 0, 0, 6.5, 150), new("unknown", 1, 0, 0, 0, 0, 0, 1, null, null));
        await RowsAsync(history, StatisticsDimension.Centre, total,
            new("batken", 1, 1, 1, 0, 0, 0, 0, 9, 200), new("osh", 1, 1, 0, 0, 0, 0, 0, 4, 100), new("unknown", 4, 0, 0, 1, 1, 1, 1, null, null));
        await RowsAsync(history, StatisticsDimension.Outcome, total,
            new("abandoned", 1, 0, 0, 1, 0, 0, 0, null, null), new("answered", 2, 2, 1, 0, 0, 0, 0, 6.5, 150), new("indeterminate", 1, 0, 0, 0, 0, 1, 0, null, null),
            new("overflowed", 1, 0, 0, 0, 1, 0, 0, null, null), new("unknown", 1, 0, 0, 0, 0, 0, 1, null, null));
        await RowsAsync(history, StatisticsDimension.Hour, total,
            total with { Key = $"{history.Hour.ToOffset(TimeSpan.FromHours(6)):yyyy-MM-ddTHH':00:00+06:00'}" });
    }

    [Fact]
    public async Task What_counsellors_said_of_calls_is_counted_the_last_word_of_each_in_whatever_order_it_arrives()
    {
        var history = new CallHistory();
        HotlineEvent[] events =
        [
            history.WrappedUp(1, 2, "legal", "high", "police"),
            .. history.Answered(1, "osh", "osh"),
            .. history.Answered(2, "osh", "osh"),
            history.WrappedUp(2, 1, "nuisance"),
            history.WrappedUp(1, 1, "nuisance", "none", "none"),
            .. history.Abandoned(3, "osh"),
        ];

        await stack.Events.PublishAsync([.. events, .. events]);

        var total = new CallStatisticsRow("total", 3, 2, 0, 1, 0, 0, 0, 6, 60);
        Assert.Equal(total, await UntilStoredAsync(history, events.Length));
        CallStatisticsRow one = new("", 1, 1, 0, 0, 0, 0, 0, 6, 60), none = new("unknown", 1, 0, 0, 1, 0, 0, 0, null, null);
        await RowsAsync(history, StatisticsDimension.Help, total, one with { Key = "legal" }, one with { Key = "nuisance" }, none);
        await RowsAsync(history, StatisticsDimension.Risk, total, one with { Key = "high" }, none with { Received = 2, Answered = 1, MeanAnswerSeconds = 6, MeanTalkSeconds = 60 });
        await RowsAsync(history, StatisticsDimension.Referral, total, one with { Key = "police" }, none with { Received = 2, Answered = 1, MeanAnswerSeconds = 6, MeanTalkSeconds = 60 });
    }

    [Fact]
    public async Task An_answer_counts_only_once_its_call_was_received()
    {
        var history = new CallHistory();
        var events = history.Answered(1, "naryn", "naryn").ToList();

        await stack.Events.PublishAsync(events.Skip(1));
        Assert.Equal(0, (await UntilStoredAsync(history, 3)).Received);

        await stack.Events.PublishAsync(events.Take(1));
        Assert.Equal(new CallStatisticsRow("total", 1, 1, 0, 0, 0, 0, 0, 6, 60), await UntilStoredAsync(history, 4));
    }

    [Fact]
    public async Task Events_that_are_about_no_call_are_kept_too()
    {
        var roster = new RosterChanged { EventId = Guid.NewGuid(), OccurredAt = DateTimeOffset.UnixEpoch, Version = "0123456789ab", Shifts = 4 };

        await stack.Events.PublishAsync(roster, roster);

        await ReportingStack.UntilAsync(
            () => stack.ScalarAsync("SELECT count(*) FROM events WHERE event_id = $1 AND call_id IS NULL AND body ->> 'shifts' = '4'", roster.EventId),
            count => count == 1);
    }

    [Fact]
    public async Task A_trace_goes_on_from_the_publisher_to_the_store()
    {
        var history = new CallHistory();
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        var received = history.Received(1, "osh");

        await stack.Events.PublishAsync([("call.received", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(received, ContractJson.Options))], $"00-{trace}-b7ad6b7169203331-01");

        await UntilStoredAsync(history, 1);
        // Received, stored, batch, and PostgreSQL's statements.
        await ReportingStack.UntilAsync(() => Task.FromResult(stack.Spans.SpansOf(trace)), spans => spans >= 4);
        Assert.True(stack.Spans.HasExported("process hotline117.events"));
        Assert.True(stack.Spans.HasExported("store event"));
    }

    private async Task RowsAsync(CallHistory history, StatisticsDimension by, CallStatisticsRow total, params CallStatisticsRow[] rows)
    {
        var statistics = await stack.CountAsync(history.Hour, by);

        Assert.Equal(rows, statistics.Rows);
        Assert.Equal(total, statistics.Total);
    }

    private async Task<CallStatisticsRow> UntilStoredAsync(CallHistory history, int events)
    {
        await ReportingStack.UntilAsync(
            () => stack.ScalarAsync("SELECT count(*) FROM events WHERE call_id LIKE $1", history.IdOf(0)[..^1] + "%"), count => count == events);
        return (await stack.CountAsync(history.Hour, StatisticsDimension.Region)).Total;
    }
}
