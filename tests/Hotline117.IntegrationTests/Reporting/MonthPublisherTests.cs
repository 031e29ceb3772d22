using System.Net;
using System.Net.Http.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.IntegrationTests.Reporting;

[Collection(nameof(ReportingStack))]
public class MonthPublisherTests(ReportingStack stack)
{
    // In February only January is over, a month that no other test has.
    [Fact]
    public async Task Two_replicas_publish_a_month_once_and_whoever_asks_gets_that_and_its_report()
    {
        var events = Enumerable.Range(0, 40).SelectMany(i => new StoryOfCall(new DateTimeOffset(2026, 1, 12, i % 2, 0, 0, TimeSpan.Zero)) { Centre = "osh-c" }.Events()).ToList();
        await stack.Events.PublishAsync(events);
        await ReportingStack.UntilAsync(
            () => stack.ScalarAsync("SELECT count(*) FROM events WHERE event_id = ANY ($1)", events.Select(told => told.EventId).ToArray()), count => count == events.Count);
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

    private PublishedMonths Replica(int day) => new(
        stack.Database, new MonthMaker(stack.Database, new CoverFigures(stack.Database, StatisticsSettings.Default), StatisticsSettings.Default), StatisticsSettings.Default, new FixedTime(new(2026, 2, day, 0, 0, 0, TimeSpan.Zero)));

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
