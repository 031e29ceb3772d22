using System.Net;
using System.Net.Http.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline117.IntegrationTests.Reporting;

[Collection(nameof(ReportingStack))]
public class MonthPublisherTests(ReportingStack stack)
{
    // In February only January is over, a month that no other test has.
    [Fact]
    public async Task Two_replicas_publish_a_month_once_and_whoever_asks_gets_that_and_its_report()
    {
        var events = Enumerable.Range(0, 40).SelectMany(i => new StoryOfCall(new DateTimeOffset(2026, 1, 12, i % 2, 0, 0, TimeSpan.Zero)) { Centre = "osh-c" }.Events()).ToList();
        await stack.StoreAsync(events);
        var (one, other) = (Replica(day: 10), Replica(day: 11));

        await Task.WhenAll(one.PublishSettledAsync(TestContext.Current.CancellationToken), other.PublishSettledAsync(TestContext.Current.CancellationToken));

        var published = await one.ListAsync(TestContext.Current.CancellationToken);
        Assert.Contains(new DateOnly(2026, 1, 1), published.Keys);
        using var answer = await stack.GetAsync("/api/v1/statistics/figures?from=2026-01&to=2026-01", Roles.Ministry);
        var table = (await answer.Content.ReadFromJsonAsync<FigureTable>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        Assert.Equal(published[new(2026, 1, 1)], Assert.Single(table.Months).PublishedAt);
        Assert.Equal(40, Assert.Single(table.Rows).Figures["received"]);
        using var list = await stack.GetAsync("/api/v1/statistics/reports", Roles.Ministry);
        var reports = (await list.Content.ReadFromJsonAsync<IReadOnlyList<ReportListing>>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        Assert.Equal(published[new(2026, 1, 1)], reports.Single(report => report.Period == "2026-01").PublishedAt);
        await HasReportAsync("2026-01.html?language=ru", "text/html", "<th scope=\"row\">Поступило, звонки</th><td class=\"number\">40</td>");
        await HasReportAsync("2026-01.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK");
    }

    [Fact]
    public async Task How_long_callers_waited_is_counted_by_bands_from_the_month_in_which_that_is_defined()
    {
        // 20 seconds are in time. Each six times, so that none is withheld; and hung up after as long as any.
        double[] waits = [4, 5, 5.001, 10, 20, 20.001, 30, 120, 120.001];
        var stories = from month in new[] { 11, 12 }
                      from wait in waits
                      from i in Enumerable.Range(0, 6)
                      let at = new DateTimeOffset(2026, month, 14, 6, i, 0, TimeSpan.Zero)
                      from story in new[] { new StoryOfCall(at) { Centre = "osh-c", Waited = wait }, StoryOfCall.Abandoned(at, wait) }
                      select story;
        var events = stories.SelectMany(story => story.Events()).ToList();
        await stack.StoreAsync(events);
        var maker = Maker();

        var (november, december) = (await maker.MakeAsync(new(2026, 11, 1), TestContext.Current.CancellationToken), await maker.MakeAsync(new(2026, 12, 1), TestContext.Current.CancellationToken));

        Assert.Equal((30, 24), (december.Cells["promptness=inTime"], december.Cells["promptness=later"]));
        Assert.Equal(
            new Dictionary<string, long> { ["waitedInTime=upTo5"] = 12, ["waitedInTime=upTo10"] = 12, ["waitedInTime=upTo20"] = 6, ["waitedLater=upTo30"] = 12, ["waitedLater=upTo120"] = 6, ["waitedLater=over120"] = 6 },
            december.Cells.Where(cell => cell.Key.StartsWith("waited", StringComparison.Ordinal) && !cell.Key.Contains('&', StringComparison.Ordinal)).ToDictionary());
        Assert.Equal(1, december.Versions[WaitBand.Definition]);
        Assert.Equal(30, november.Cells["promptness=inTime"]);
        Assert.DoesNotContain(november.Cells.Keys, cell => cell.Contains("waited", StringComparison.Ordinal));
        Assert.DoesNotContain(WaitBand.Definition, november.Versions.Keys);

        using var answer = await stack.GetAsync("/api/v1/statistics/figures?view=exact&from=2026-12-14&to=2026-12-15&by=waitedInTime&outcome=answered", Roles.Supervisor);
        var exact = (await answer.Content.ReadFromJsonAsync<FigureTable>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        Assert.Equal([("upTo10", 12), ("upTo20", 6), ("upTo5", 12), ("unknown", 24)], exact.Rows.Select(row => (row.Keys["waitedInTime"], row.Figures["received"])));
        using var definitions = await stack.GetAsync("/api/v1/statistics/definitions", Roles.Ministry);
        Assert.Contains((await definitions.Content.ReadFromJsonAsync<FigureDefinitions>(ContractJson.Options, TestContext.Current.CancellationToken))!.Breakdowns, breakdown => breakdown.Id == WaitBand.Definition);
    }

    private async Task HasReportAsync(string file, string mediaType, string text)
    {
        using var report = await stack.GetAsync($"/api/v1/statistics/reports/{file}", Roles.Ministry);
        Assert.Equal(mediaType, report.Content.Headers.ContentType?.MediaType);
        Assert.Contains(text, await report.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/statistics/reports/{file}");
        again.Headers.Add("X-Api-Key", stack.KeyOf(Roles.Ministry));
        again.Headers.IfNoneMatch.Add(report.Headers.ETag!);
        using var unchanged = await stack.Http.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    // By what it takes for the last month only January is over; whether that is settled the right time says, which PostgreSQL has.
    private PublishedMonths Replica(int day) => new(
        stack.Database, Maker(), new SettlingClock(stack.Database, StatisticsSettings.Default, TimeProvider.System, NullLogger<SettlingClock>.Instance),
        StatisticsSettings.Default, new FixedTime(new(2026, 2, day, 0, 0, 0, TimeSpan.Zero)));

    private MonthMaker Maker() => new(stack.Database, new CoverFigures(stack.Database, StatisticsSettings.Default), StatisticsSettings.Default, NullLogger<MonthMaker>.Instance);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
