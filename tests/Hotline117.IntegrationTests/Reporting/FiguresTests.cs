using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.UnitTests.Hosting;
using Hotline117.UnitTests.Reporting.Publication;

namespace Hotline117.IntegrationTests.Reporting;

[Collection(nameof(ReportingStack))]
public class FiguresTests(ReportingStack stack)
{
    private static readonly string[] Regions = ["osh", "naryn", "talas"];
    private static readonly string[] Hours = ["02", "03", "14"];
    private static readonly string[] Tongues = ["ky", "ru"];
    private static readonly string[] Centres = ["osh-c", "naryn-c", "hidden-c"];

    [Fact]
    public async Task Exact_figures_are_those_computed_by_hand()
    {
        // A Monday, 08:00 in Bishkek.
        var monday = new DateTimeOffset(2026, 5, 4, 2, 0, 0, TimeSpan.Zero);
        double[] waits = [4, 6, 8, 10, 12, 14, 16, 18, 25, 87];
        var answered = waits.Select((wait, i) => new StoryOfCall(monday.AddMinutes(i)) { Waited = wait, Centre = i < 7 ? "osh-c" : "naryn-c" }).ToList();
        answered[0] = answered[0] with { WrittenUpAfter = TimeSpan.FromSeconds(90), Source = OfferSource.SwitchFallback };
        answered[1] = answered[1] with { WrittenUpAfter = TimeSpan.FromHours(2), Offers = 2 };
        answered[2] = answered[2] with { Region = null, IsTransferred = true };
        answered[3] = answered[3] with { Region = null };
        answered[4] = answered[4] with { Disposition = Disposition.Indeterminate };
        answered[7] = answered[7] with { Language = "ru" };
        answered[8] = answered[8] with { Language = "ru" };
        StoryOfCall[] others =
        [
            StoryOfCall.Abandoned(monday, 3), StoryOfCall.Abandoned(monday, 4.999), StoryOfCall.Abandoned(monday, 40) with { Offers = 1, IsCallbackAsked = true },
            StoryOfCall.Abandoned(monday, 30) with { Disposition = Disposition.Overflowed },
            StoryOfCall.Abandoned(monday, 30) with { Disposition = Disposition.Indeterminate, IsCallbackAsked = true, Callback = CallbackOutcome.Reached },
            StoryOfCall.Abandoned(monday, 30) with { Disposition = null },
        ];
        await TellAsync([.. answered, .. others]);

        var all = Assert.Single((await TableAsync("view=exact&from=2026-05-04T02:00Z&to=2026-05-04T03:00Z")).Rows);
        Assert.Equal(new Dictionary<string, double?>
        {
            ["received"] = 16,
            ["answered"] = 10,
            ["abandoned"] = 3,
            ["abandonedShort"] = 2,
            ["abandonedLong"] = 1,
            ["overflowed"] = 1,
            ["indeterminate"] = 1,
            ["inProgress"] = 1,
            ["answeredInRegion"] = 5,
            ["answeredOutOfRegion"] = 3,
            ["answeredByFallback"] = 1,
            ["answeredInTime"] = 8,
            ["serviceLevel"] = Math.Round(8.0 / 14, 4),
            ["answerSecondsMean"] = 20,
            ["answerSecondsP90"] = 25,
            ["answerSecondsP99"] = 87,
            ["answerSecondsSlowestTenth"] = 87,
            ["talkSecondsMean"] = 60,
            ["handleSecondsMean"] = 70,
            ["offeredInVain"] = 2,
            ["transferred"] = 1,
            ["callbacksAsked"] = 2,
            ["callbacksReached"] = 1,
            ["languageUnmet"] = 2,
            ["coverHours"] = null,
            ["coverShare"] = null,
            ["occupancy"] = null,
        }.OrderBy(figure => figure.Key), all.Figures.OrderBy(figure => figure.Key));

        var crossed = (await TableAsync("view=exact&from=2026-05-04T02:00Z&to=2026-05-04T03:00Z&by=region,hourOfDay,weekday,centre&language=ru")).Rows;
        Assert.Equal("region=osh hourOfDay=08 weekday=1 centre=naryn-c", string.Join(' ', Assert.Single(crossed).Keys.Select(key => $"{key.Key}={key.Value}")));
        Assert.Equal((2, null), (crossed[0].Figures["received"], crossed[0].Figures["serviceLevel"] is 0.5 ? null : "?"));
    }

    [Fact]
    public async Task A_centres_statement_has_the_exact_figures_month_by_month_and_the_calls_that_it_was_offered_in_vain()
    {
        // The last quarter of an hour of July in Bishkek, and the first of August.
        var july = new DateTimeOffset(2024, 7, 31, 17, 45, 0, TimeSpan.Zero);
        var august = july.AddMinutes(15);
        await TellAsync(
        [
            new(july) { Centre = "osh-c", Talked = 61.5 }, new(july) { Centre = "osh-c", Talked = 90, Offers = 3 }, new(july) { Centre = "naryn-c", Talked = 1000 },
            new(july) { Centre = "osh-c", Disposition = Disposition.Indeterminate }, StoryOfCall.Abandoned(july, 30) with { Offers = 2 }, StoryOfCall.Abandoned(july, 30),
            new(august) { Centre = "osh-c", Talked = 0.5 }, new(august) { Centre = "osh-c", Disposition = null },
        ]);
        using var answer = await stack.GetAsync("/api/v1/statistics/statements/osh-c?from=2024-07-01&to=2024-09-01", Roles.Supervisor);
        var statement = (await answer.Content.ReadFromJsonAsync<CentreStatement>(ContractJson.Options, TestContext.Current.CancellationToken))!;

        DateTimeOffset Midnight(int month) => new(2024, month, 1, 0, 0, 0, TimeSpan.FromHours(6));
        Assert.Equal([new CentreStatementRow(Midnight(7), Midnight(8), 4, 3, 1, 151.5), new CentreStatementRow(Midnight(8), Midnight(9), 2, 2, 1, 0.5)], statement.Months);
        Assert.Equal(new CentreStatementRow(Midnight(7), Midnight(9), 6, 5, 2, 152), statement.Total);
        string[] lines = ["centre,from,to,offered,answered,endNotSeen,talkSeconds,hoursSeen,hoursOnDuty,hoursReady", "osh-c,2024-07-01T00:00:00+06:00,2024-08-01T00:00:00+06:00,4,3,1,151.5,0,0,0", "osh-c,2024-08-01T00:00:00+06:00,2024-09-01T00:00:00+06:00,2,2,1,0.5,0,0,0"];
        using var workbook = await stack.GetAsync("/api/v1/statistics/statements/osh-c?from=2024-07-01&to=2024-09-01&format=xlsx", Roles.Supervisor);
        var book = OpenedWorkbook.Read(await workbook.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(lines.Select(line => line.Replace(',', '|')), book["Statement"]);
        Assert.Equal("osh-c|2024-07-01T00:00:00+06:00|2024-09-01T00:00:00+06:00|6|5|2|152|0|0|0", book["Total"][1]);
        using var file = await stack.GetAsync("/api/v1/statistics/statements/osh-c?from=2024-07-01&to=2024-09-01&format=csv", Roles.Supervisor);
        Assert.Equal(
            lines,
            (await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries));
    }

    // Who asks for a month has the one before published as well: no two tests have neighbouring months.
    [Fact]
    public async Task The_ministrys_tables_give_no_small_cell_away_to_a_solver_and_never_change()
    {
        var stories = Stories(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        await TellAsync(stories);

        var kinds = Kinds().ToList();
        var calls = kinds.Select(kind => stories.Count(story => kind.Fits(story))).ToList();
        Assert.Equal(stories.Count, calls.Sum());
        var equations = new List<(double[] Row, double Value)>();
        string[] dimensions = ["region", "hourOfDay", "weekday", "language", "outcome", "centre"];
        string[] groupings = ["", .. dimensions, .. from one in dimensions from other in dimensions where string.CompareOrdinal(one, other) < 0 && !Uncrossed(one, other) select $"{one},{other}"];
        foreach (var by in groupings)
        {
            var byMonth = await TableAsync($"from=2026-06&to=2026-06&by={by}", Roles.Ministry);
            // In the month after nobody called.
            var addedUp = await TableAsync($"from=2026-06&to=2026-07&by={by}&per=period", Roles.Ministry);
            Assert.Equal(byMonth.Rows.Select(row => row.Figures["received"]), addedUp.Rows.Select(row => row.Figures["received"]));
            foreach (var row in byMonth.Rows.Concat(addedUp.Rows))
            {
                equations.AddRange(from figure in row.Figures
                                   where figure.Value is not null && Kind.Counts(figure.Key)
                                   select (kinds.Select(kind => kind.Has(row.Keys) && kind.IsIn(figure.Key) ? 1d : 0).ToArray(), figure.Value!.Value));
            }
        }

        Assert.All(equations, equation => Assert.Equal(equation.Value, equation.Row.Zip(calls, (one, count) => one * count).Sum()));
        Assert.True(equations.Count > 60, $"{equations.Count} cells are published");
        var secrets = (from grouping in groupings.Append("region,centre").Where(grouping => grouping.Length > 0)
                       from cell in kinds.Select(kind => kind.Key(grouping)).OfType<string>().Distinct()
                       let row = kinds.Select(kind => kind.Key(grouping) == cell ? 1d : 0).ToArray()
                       let count = row.Zip(calls, (one, calls) => one * calls).Sum()
                       where count is > 0 and < 5 || (count > 0 && cell.Contains("hidden-c", StringComparison.Ordinal))
                       select (cell, row, count)).ToList();
        Assert.True(secrets.Count > 15, $"{secrets.Count} secrets");
        var (linear, bounds) = (new LinearAttack(equations.Select(equation => equation.Row)), new BoundsAttack(equations));
        Assert.Empty(secrets.Where(secret => linear.Solves(secret.row)).Select(secret => $"{secret.cell} is {secret.count}"));
        Assert.Empty(secrets.Take(40).Where(secret => bounds.BoundsOf(secret.row) is var (least, most) && most - least < 0.999).Select(secret => $"{secret.cell} is {secret.count}"));

        var before = await TextAsync("from=2026-06&to=2026-06&by=region", Roles.Ministry);
        await TellAsync([new(new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero)) { Centre = "osh-c" }]);
        Assert.Equal(before, await TextAsync("from=2026-06&to=2026-06&by=region", Roles.Ministry));
    }

    [Fact]
    public async Task Whoever_has_a_table_already_gets_304_and_pages_and_files_have_the_same_rows()
    {
        await TellAsync([.. Enumerable.Range(0, 30).Select(i => new StoryOfCall(new DateTimeOffset(2026, 3, 2, i % 3, 0, 0, TimeSpan.Zero)) { Centre = "osh-c", Waited = i })]);
        const string query = "from=2026-03&to=2026-03&by=hourOfDay";
        using var first = await stack.GetAsync($"/api/v1/statistics/figures?{query}", Roles.Ministry);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/statistics/figures?{query}");
        again.Headers.Add("X-Api-Key", stack.KeyOf(Roles.Ministry));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var unchanged = await stack.Http.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.True(first.Headers.CacheControl is { Private: true, MaxAge: not null });
        var all = (await TableAsync(query)).Rows.Select(row => row.Keys["hourOfDay"]).ToList();
        var page = await TableAsync(query + "&limit=2");
        var next = await stack.GetAsync(page.Next!, Roles.Ministry);
        Assert.Equal(all, page.Rows.Concat((await next.Content.ReadFromJsonAsync<FigureTable>(ContractJson.Options, TestContext.Current.CancellationToken))!.Rows).Select(row => row.Keys["hourOfDay"]));
        Assert.Equal(["06", "07", "08"], all);
        var csv = (await TextAsync(query + "&format=csv", Roles.Ministry)).Split("\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("2026-03,06,10,", csv[1], StringComparison.Ordinal);
        Assert.Equal(4, csv.Length);
        using var workbook = await stack.GetAsync($"/api/v1/statistics/figures?{query}&format=xlsx", Roles.Ministry);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.Content.Headers.ContentType?.MediaType);
    }

    private static bool Uncrossed(string one, string other) => (one, other) is ("centre", "region") or ("centre", "language");

    // Some kinds of calls are common, others rare.
    private static List<StoryOfCall> Stories(DateTimeOffset monday)
    {
        var random = new Random(117);
        string Common(string[] values) => values[Math.Min(random.Next(values.Length), random.Next(values.Length))];
        return [.. Enumerable.Range(0, 260).Select(_ =>
        {
            var at = monday.AddDays(random.Next(2)).AddHours(int.Parse(Common(Hours), CultureInfo.InvariantCulture) - 6 + 24).AddMinutes(random.Next(60));
            var call = random.Next(12) switch
            {
                0 => StoryOfCall.Abandoned(at, random.Next(2) * 30),
                1 when random.Next(3) == 0 => StoryOfCall.Abandoned(at, 30) with { Disposition = Disposition.Overflowed },
                _ => new StoryOfCall(at) { Centre = Common(Centres) },
            };
            return call with { Region = Common(Regions), Language = Common(Tongues) };
        })];
    }

    private static IEnumerable<Kind> Kinds() => from region in Regions
                                                from hour in Hours
                                                from weekday in new[] { "2", "3" }
                                                from language in Tongues
                                                from course in Centres.Select(centre => ("answered", (string?)centre)).Concat([("abandoned", "short"), ("abandoned", "long"), ("overflowed", null)])
                                                select new Kind(region, hour, weekday, language, course.Item1, course.Item2);

    private async Task TellAsync(IReadOnlyList<StoryOfCall> stories)
    {
        var events = stories.SelectMany(story => story.Events()).ToList();
        CentreSummary Centre(string id, string region, bool shares, params string[] languages) => new(id, region, shares, [new($"{id}-1", languages)]);
        var directory = new CentreChanged
        {
            EventId = Guid.NewGuid(),
            OccurredAt = TimeProvider.System.GetUtcNow(),
            Version = "0123456789ab",
            Centres = 3,
            Lines = 3,
            Directory = [Centre("osh-c", "osh", true, "ky", "ru"), Centre("naryn-c", "naryn-city", true, "ky"), Centre("hidden-c", "talas", false, "ky", "ru")],
        };
        await stack.StoreAsync([directory, .. events]);
    }

    private async Task<FigureTable> TableAsync(string query, string role = Roles.Administrator)
    {
        using var response = await stack.GetAsync($"/api/v1/statistics/figures?{query}", role);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<FigureTable>(ContractJson.Options, TestContext.Current.CancellationToken))!;
    }

    private async Task<string> TextAsync(string query, string role)
    {
        using var response = await stack.GetAsync($"/api/v1/statistics/figures?{query}", role);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Calls between which the tables make no difference, and what an attacker knows of them.</summary>
    private sealed record Kind(string Region, string Hour, string Weekday, string Language, string Outcome, string? Detail)
    {
        public static bool Counts(string figure) => figure is "received" or "answered" or "abandoned" or "abandonedShort" or "abandonedLong" or "overflowed"
            or "answeredInRegion" or "answeredOutOfRegion" or "languageUnmet";

        private string? Centre => Outcome == "answered" ? Detail : null;

        public bool Fits(StoryOfCall story) => story.Region == Region && story.Language == Language && story.Centre == Centre
            && story.At.ToOffset(TimeSpan.FromHours(6)) is var local && local.Hour == int.Parse(Hour, CultureInfo.InvariantCulture) && ((int)local.DayOfWeek).ToString(CultureInfo.InvariantCulture) == Weekday
            && story.Disposition.ToString() == CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Outcome) && (Outcome != "abandoned" || (story.Waited < 5) == (Detail == "short"));

        public bool IsIn(string figure) => figure switch
        {
            "received" => true,
            "abandonedShort" => Outcome == "abandoned" && Detail == "short",
            "abandonedLong" => Outcome == "abandoned" && Detail == "long",
            "answeredInRegion" => Centre?.StartsWith(Region, StringComparison.Ordinal) == true || (Centre == "hidden-c" && Region == "talas"),
            "answeredOutOfRegion" => Centre is not null && !IsIn("answeredInRegion"),
            "languageUnmet" => Centre == "naryn-c" && Language == "ru",
            _ => Outcome == figure,
        };

        public bool Has(IReadOnlyDictionary<string, string> keys) => keys.All(key => Value(key.Key) == key.Value);

        public string? Key(string by) => by.Split(',').Select(Value).ToList() is var values && values.Contains(null) ? null : string.Join(' ', values);

        private string? Value(string attribute) => attribute switch
        {
            "region" => Region,
            "hourOfDay" => Hour,
            "weekday" => Weekday,
            "language" => Language,
            "outcome" => Outcome,
            _ => Centre,
        };
    }
}
