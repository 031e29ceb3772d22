using System.Net.Http.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService.Statistics;

namespace Hotline117.IntegrationTests.Reporting;

[Collection(nameof(ReportingStack))]
public class CoverFiguresTests(ReportingStack stack)
{
    // The last hours of August 2025 in Bishkek, and the first of September; no other test has them.
    private static readonly DateTimeOffset September = new(2025, 8, 31, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Hours_of_cover_and_occupancy_are_those_computed_by_hand_however_often_and_in_which_order_hours_are_told()
    {
        CoverCounted[] hours =
        [
            Hour(-2, 60, 60, new CentreCover("osh-c", 60, 30, 60), new CentreCover("naryn-c", 45, 45, 45)),
            Hour(-1, 50, 25, new CentreCover("osh-c", 25, 25, 25)),
            Hour(0, 60, 0),
        ];
        // The second part of an hour, told of more centres than one event holds.
        var part = Hour(0, 60, 0, new CentreCover("talas-c", 60, 0, 0)) with { EventId = Guid.NewGuid(), Part = 1 };
        var told = new HotlineEvent[] { hours[2], hours[0], hours[1], hours[0] };
        // Handled for 5, 4 and 1 minutes within the hours that were seen; for a whole hour in one that was not.
        var calls = new[] { ("osh-c", -2, 5), ("osh-c", -1, 4), ("talas-c", 0, 1), ("osh-c", -4, 60) }
            .SelectMany(call => new StoryOfCall(September.AddHours(call.Item2)) { Centre = call.Item1, Talked = 60 * call.Item3 }.Events()).ToList();
        await stack.StoreAsync([.. told, .. calls]);
        // What is stored holds, whatever is told again under its id.
        await stack.StoreAsync([hours[1] with { Covered = 1 }, part]);

        var all = await FiguresAsync("from=2025-08-31&to=2025-09-02");
        // Of an hour that lies in the period in part nothing is told.
        var half = await FiguresAsync("from=2025-08-31T16:30Z&to=2025-08-31T18:30Z");
        var grouped = await FiguresAsync("from=2025-08-31&to=2025-09-02&by=centre");

        Assert.Equal((Math.Round(85 / 60.0, 1), Math.Round(85 / 170.0, 4), Math.Round(10 / 130.0, 4)), (all[CoverFigures.Hours], all[CoverFigures.Share], all[CoverFigures.Occupancy]));
        Assert.Equal((0.4, 0.5), (half[CoverFigures.Hours], half[CoverFigures.Share]));
        Assert.Empty(grouped.Keys.Intersect(CoverFigures.All));

        var statement = await StatementAsync("osh-c");
        Assert.Equal([(110 / 60.0, 85 / 60.0, 55 / 60.0), (1, 0, 0)], statement.Months.Select(Hours), new Within(0.006));
        Assert.Equal((170 / 60.0, 85 / 60.0, 55 / 60.0), Hours(statement.Total), new Within(0.011));
        Assert.Equal((1, 1, 0), Hours((await StatementAsync("talas-c")).Months[1]));
    }

    private static CoverCounted Hour(int hours, int seen, int covered, params CentreCover[] centres) => new()
    {
        EventId = Guid.NewGuid(),
        OccurredAt = September.AddHours(hours + 1),
        Hour = September.AddHours(hours),
        Part = 0,
        MinutesSeen = seen,
        Covered = covered,
        Regions = [],
        Centres = centres,
    };

    private async Task<IReadOnlyDictionary<string, double?>> FiguresAsync(string query)
    {
        using var answer = await stack.GetAsync($"/api/v1/statistics/figures?view=exact&{query}");
        return (await answer.Content.ReadFromJsonAsync<FigureTable>(ContractJson.Options, TestContext.Current.CancellationToken))!.Rows[0].Figures;
    }

    private async Task<CentreStatement> StatementAsync(string centre)
    {
        using var answer = await stack.GetAsync($"/api/v1/statistics/statements/{centre}?from=2025-08-01&to=2025-10-01", Roles.Supervisor);
        return (await answer.Content.ReadFromJsonAsync<CentreStatement>(ContractJson.Options, TestContext.Current.CancellationToken))!;
    }

    private static (double Seen, double OnDuty, double Ready) Hours(CentreStatementRow row) => (row.HoursSeen, row.HoursOnDuty, row.HoursReady);

    /// <summary>Hours are told to two digits.</summary>
    private sealed class Within(double tolerance) : IEqualityComparer<(double, double, double)>
    {
        public bool Equals((double, double, double) x, (double, double, double) y) =>
            Math.Abs(x.Item1 - y.Item1) <= tolerance && Math.Abs(x.Item2 - y.Item2) <= tolerance && Math.Abs(x.Item3 - y.Item3) <= tolerance;

        public int GetHashCode((double, double, double) obj) => 0;
    }
}
