using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Hotline117.ReportingService.Store;
using Hotline117.UnitTests.Reporting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>Months of which calls are deleted, on tables of their own in the real database.</summary>
[Collection(nameof(ReportingStack))]
public sealed class CallReductionTests(ReportingStack stack) : IAsyncLifetime
{
    private const int CallsAMonth = 12;
    private const string Centre = "osh-c";
    private static readonly StatisticsSettings Settings = StatisticsSettings.Default with { KeepCallsMonths = 3 };
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    /// <summary>The last month that is settled, and the first of which there are calls; those of it and of the one after it have been kept for long enough.</summary>
    private static readonly DateOnly Last = PublishedMonths.LastSettled(Now, Settings.SettleDays), First = Last.AddMonths(-4);

    private readonly Dictionary<DateOnly, List<CallEvent>> told = [];
    private OwnTables tables = null!;

    private NpgsqlDataSource Database => tables.Database;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        tables = await OwnTables.MakeAsync(stack, "reducing");
        for (var month = First; month <= Last; month = month.AddMonths(1))
        {
            // The first and the last hour of it among them.
            told[month] = [.. Enumerable.Range(0, CallsAMonth).SelectMany(call => new StoryOfCall((call % 2 == 0
                ? StatisticsQuery.Midnight(month).AddMinutes(call) : StatisticsQuery.Midnight(month.AddMonths(1)).AddMinutes(call - 30)).ToUniversalTime()) { Centre = Centre }.Events())];
            await new EventStore(Database).StoreAsync(told[month], Cancellation);
        }

        await new EventStore(Database).StoreAsync([.. new StoryOfCall(Now) { Centre = Centre }.Events()], Cancellation);
    }

    public ValueTask DisposeAsync() => tables.DisposeAsync();

    [Fact]
    public async Task Calls_whose_time_is_over_are_deleted_once_and_what_was_published_of_them_and_each_centres_statement_stay()
    {
        var (published, statement) = (await PublishedAsync(), await StatementAsync(First));

        await Task.WhenAll(Reduction().ReduceAsync(Cancellation), Reduction().ReduceAsync(Cancellation));

        Assert.Equal((CallsAMonth * 3) + 1, await CountAsync("calls"));
        Assert.Equal(0, await CountAsync("events WHERE call_id NOT IN (SELECT call_id FROM calls)"));
        Assert.Equal(2, await CountAsync("reduced_months"));
        Assert.Equal(published, await PublishedAsync());
        var after = await StatementAsync(First);
        Assert.Equal(statement.Months, after.Months);
        Assert.Equal((statement.Total, CallsAMonth * 5), (after.Total, after.Total.Answered));
        await Assert.ThrowsAsync<ReducedException>(() => ExactAsync(First.AddMonths(1)));
        await Assert.ThrowsAsync<ReducedException>(() => StatementAsync(First, days: 3));
        Assert.Equal(CallsAMonth * 3, (await ExactAsync(First.AddMonths(2))).Rows[0].Figures["received"]);
        await Reduction().ReduceAsync(Cancellation);
        Assert.Equal(2, await CountAsync("reduced_months"));
    }

    [Fact]
    public async Task What_comes_again_of_a_call_that_is_deleted_changes_nothing_and_of_others_it_counts()
    {
        await Reduction().ReduceAsync(Cancellation);
        CallEvent Late(DateOnly month) => Samples.WrappedUp with { EventId = Guid.NewGuid(), CallId = told[month][0].CallId, OccurredAt = told[month][^1].OccurredAt.AddMinutes(5) };

        Assert.Empty(await new EventStore(Database).StoreAsync([.. told[First], Late(First)], Cancellation));
        Assert.Single(await new EventStore(Database).StoreAsync([.. told[Last], Late(Last)], Cancellation));

        Assert.Equal((CallsAMonth * 3) + 1, await CountAsync("calls"));
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(4, 1000.0)]
    public async Task Nothing_is_deleted_where_calls_are_kept_for_good_or_clocks_differ(int keepMonths, double daysAhead)
    {
        var reduction = Reduction(Settings with { KeepCallsMonths = keepMonths }, new ShiftedTime(TimeSpan.FromDays(daysAhead)));

        var fault = await Record.ExceptionAsync(() => reduction.ReduceAsync(Cancellation));

        Assert.Equal(daysAhead > 0, fault is UnsettledException);
        Assert.Equal((CallsAMonth * 5) + 1, await CountAsync("calls"));
    }

    private async Task<string> PublishedAsync()
    {
        var months = Published(Settings, TimeProvider.System);
        await months.PublishSettledAsync(Cancellation);
        var figures = new List<MonthPublication>();
        foreach (var month in told.Keys)
        {
            figures.Add(await months.GetAsync(month, Cancellation));
        }

        return JsonSerializer.Serialize(figures, ContractJson.Options);
    }

    private async Task<CentreStatement> StatementAsync(DateOnly from, int? days = null) => (await Statements(Settings).ReadAsync(
        Centre, StatisticsQuery.Midnight(from), days is { } some ? StatisticsQuery.Midnight(from.AddDays(some)) : StatisticsQuery.Midnight(Last.AddMonths(1)), Cancellation))!;

    private Task<FigureTable> ExactAsync(DateOnly from) =>
        Exact(Settings).ReadAsync(new(StatisticsQuery.Midnight(from), StatisticsQuery.Midnight(Last.AddMonths(1)), [], new Dictionary<string, string>()), Cancellation);

    private async Task<long> CountAsync(string of)
    {
        await using var count = Database.CreateCommand($"SELECT count(*) FROM {of}");
        return (long)(await count.ExecuteScalarAsync(Cancellation))!;
    }

    private CallReduction Reduction(StatisticsSettings? settings = null, TimeProvider? time = null) => new(
        Database, Published(settings ?? Settings, time ?? TimeProvider.System), Statements(settings ?? Settings), Clock(settings ?? Settings, time ?? TimeProvider.System),
        settings ?? Settings, time ?? TimeProvider.System, NullLogger<CallReduction>.Instance);

    private PublishedMonths Published(StatisticsSettings settings, TimeProvider time) =>
        new(Database, new MonthMaker(Database, new CoverFigures(Database, settings), settings, NullLogger<MonthMaker>.Instance), Clock(settings, time), settings, time);

    private SettlingClock Clock(StatisticsSettings settings, TimeProvider time) => new(Database, settings, time, NullLogger<SettlingClock>.Instance);

    private CentreStatements Statements(StatisticsSettings settings) => new(Database, Exact(settings), new CoverFigures(Database, settings), new ReducedMonths(Database), settings);

    private ExactFigures Exact(StatisticsSettings settings) => new(Database, new CoverFigures(Database, settings), new ReducedMonths(Database), settings);
}
