using System.Globalization;
using Hotline117.BrowserTests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Statistics;

public sealed class ChartsPageTests(ChartWorld world) : IClassFixture<ChartWorld>
{
    private static readonly string[] Charts = ["trend", "funnel", "waits", "heat-map", "travel", "regions"];

    [Theory]
    [InlineData(360, ColorScheme.Light, "ru")]
    [InlineData(360, ColorScheme.Dark, "ky")]
    [InlineData(1280, ColorScheme.Light, "en")]
    [InlineData(1280, ColorScheme.Dark, "ru")]
    [InlineData(3840, ColorScheme.Light, "ky")]
    public async Task The_ministry_sees_first_the_charts_each_with_its_definition_its_numbers_and_its_file(int width, ColorScheme scheme, string locale)
    {
        world.Publish();
        var page = await world.SignInAsync("ministry", locale, width, scheme);

        Assert.EndsWith("/statistics/charts", page.Url, StringComparison.Ordinal);
        foreach (var chart in Charts)
        {
            var card = page.Locator($"[data-chart={chart}]");
            await Expect(card.Locator("h2")).Not.ToBeEmptyAsync();
            await Expect(card.Locator(".drawing svg[role=img]")).ToBeVisibleAsync();
            await Expect(card.Locator("[data-definition=received] small")).ToContainTextAsync("2026-01-01");
            await Expect(card.Locator("tbody tr")).Not.ToHaveCountAsync(0);
            await Expect(card.Locator("a[download]")).ToHaveTextAsync(["CSV", "XLSX"]);
        }

        await Expect(page.Locator("[data-chart=trend] [data-definition]")).ToHaveCountAsync(4);
        await Expect(page.Locator("[data-chart=funnel] [data-definition]")).ToHaveCountAsync(7);
        // No word runs out of its drawing or of its cell.
        Assert.Empty(await page.EvaluateAsync<string>(
            """
            () => [...document.querySelectorAll('.drawing svg:not(.key) text')].filter(text => {
              const [inner, outer] = [text.getBoundingClientRect(), (text.closest('.cell')?.querySelector('rect') ?? text.ownerSVGElement).getBoundingClientRect()];
              return inner.left < outer.left - 1 || inner.right > outer.right + 1; }).map(text => text.textContent).join()
            """));
        await Appearance.AssertFitsAsync(page, "charts", width, scheme, locale);
        await Appearance.AssertAccessibleAsync(page, "charts");
        foreach (var numbers in await page.Locator(".numbers summary").AllAsync())
            await numbers.ClickAsync();
        await Appearance.AssertAccessibleAsync(page, "charts in numbers");
        await Appearance.AssertFitsAsync(page, "charts-in-numbers", width, scheme, locale);
    }

    [Fact]
    public async Task A_file_has_exactly_what_its_chart_draws()
    {
        world.Publish();
        var page = await world.SignInAsync("ministry");

        var heat = await FileAsync(page, "heat-map");
        Assert.Equal("hourOfDay,weekday,received", heat[0]);
        Assert.Equal(heat.Skip(1).Select(Drawn), await TextsAsync(page, "[data-cell]", "cell", "text"));
        Assert.Contains(heat, line => line.EndsWith(",withheld", StringComparison.Ordinal));

        var regions = await FileAsync(page, "regions");
        Assert.Equal("region,received", regions[0]);
        Assert.Equal(regions.Skip(1).Where(line => !line.StartsWith("unknown", StringComparison.Ordinal)).Select(Drawn), await TextsAsync(page, "svg [data-region-share]", "regionShare", ".number"));
        await Expect(page.Locator("p[data-region-share=unknown]")).ToContainTextAsync(Drawn(regions.Single(line => line.StartsWith("unknown", StringComparison.Ordinal))).Split(' ')[^1]);

        var funnel = await FileAsync(page, "funnel");
        Assert.Equal("figure,calls", funnel[0]);
        Assert.Equal(funnel.Skip(1).Select(Drawn), (await TextsAsync(page, "[data-step]", "step", ".value")).Select(text => text.Split(" · ")[0]));

        var waits = await FileAsync(page, "waits");
        Assert.Equal("waited,received", waits[0]);
        Assert.Equal(waits.Skip(1).Select(Drawn), await TextsAsync(page, "[data-chart=waits] [data-bar]", "bar", ".value"));
        Assert.DoesNotContain(waits, line => line.EndsWith(',') || line.EndsWith("withheld", StringComparison.Ordinal));
        await Expect(page.Locator("[data-chart=waits] .uncounted")).ToHaveTextAsync("Published before this was counted, so not in these numbers: 2026-02.");
        await Expect(page.Locator("[data-chart=waits] [data-definition=waited]")).ToContainTextAsync("version 1, since 2026-12-01");

        var travel = await FileAsync(page, "travel");
        Assert.Equal("travelTime,received,answered,abandoned,overflowed,indeterminate", travel[0]);
        Assert.Equal(travel.Skip(1).Select(line => Drawn(string.Join(',', line.Split(',')[..2]))), await TextsAsync(page, "[data-chart=travel] [data-bar]", "bar", ".value"));
        var near = travel.Single(line => line.StartsWith("upTo30,", StringComparison.Ordinal)).Split(',');
        var unserved = 1 - (double.Parse(near[2], CultureInfo.InvariantCulture) / double.Parse(near[1], CultureInfo.InvariantCulture));
        await Expect(page.Locator("[data-chart=travel] [data-bar=upTo30] .part")).ToHaveTextAsync($"{unserved.ToString("P1", CultureInfo.GetCultureInfo("en"))} without an answer");
        Assert.Contains(travel, line => line.StartsWith("upTo240,341,withheld,", StringComparison.Ordinal));
        await Expect(page.Locator("[data-chart=travel] [data-bar=upTo240] .part")).ToHaveTextAsync("• without an answer");
        await Expect(page.Locator("[data-chart=travel] .uncounted")).ToHaveTextAsync("Published before this was counted, so not in these numbers: 2026-02.");
        await Expect(page.Locator("[data-chart=travel] [data-definition=travelTime]")).ToContainTextAsync("version 1, since 2026-12-01");

        var trend = await FileAsync(page, "trend");
        Assert.Equal("month,received,answered,abandoned,serviceLevel", trend[0]);
        Assert.Equal(["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"], trend.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal("2026-01,,,,", trend[1]);
        await Expect(page.Locator("[data-line=received] .mark")).ToHaveCountAsync(5);
        await Expect(page.Locator("[data-line=received] .nodata")).ToHaveTextAsync("–");
        await Expect(page.Locator("[data-chart=trend] tr[data-row='2026-06'] td").First).ToHaveTextAsync(Number(trend[6].Split(',')[1]));
    }

    [Fact]
    public async Task What_is_withheld_is_drawn_apart_from_a_number_and_from_no_data()
    {
        world.Publish();
        var page = await world.SignInAsync("ministry");

        var night = page.Locator("[data-cell='04 6']");
        await Expect(night).ToHaveClassAsync("cell step-0 withheld");
        await Expect(night.Locator("text")).ToHaveTextAsync("•");
        await page.Locator("[data-chart=heat-map] summary").ClickAsync();
        await Expect(page.Locator("tr[data-row='04 6'] td").GetByRole(AriaRole.Img, new() { Name = "withheld" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-cell='10 1']")).ToHaveClassAsync("cell step-5 nothing");
        await Expect(page.GetByText("Left out of all sums, for nobody counted then: 2026-01.")).ToBeVisibleAsync();

        await page.GotoAsync("/statistics/charts?from=2026-01&to=2026-02");
        await Expect(page.Locator("[data-line=received] .nodata")).ToHaveTextAsync("–");
    }

    [Fact]
    public async Task Where_a_figure_is_computed_otherwise_its_line_stops_and_the_break_says_why()
    {
        world.Publish();
        var page = await world.SignInAsync("ministry");

        await Expect(page.Locator("[data-break='2026-05']")).ToContainTextAsync("≠");
        await Expect(page.Locator("[data-line=serviceLevel] polyline")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-line=received] polyline")).ToHaveCountAsync(1);
        await Expect(page.Locator(".broken")).ToHaveTextAsync("≠ 2026-05: Service level: computed otherwise than before, not to be compared. Answered in time: within 20 s before, 30 s since.");
        await Expect(page.Locator("[data-step=answeredInTime]")).ToContainTextAsync("≠");

        await page.GotoAsync("/statistics/charts?from=2026-05&to=2026-06");
        await Expect(page.Locator("[data-break]")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-step=answeredInTime]")).ToContainTextAsync("%");
    }

    [Fact]
    public async Task The_period_and_one_filter_stand_in_the_address_and_charts_that_are_not_published_with_it_give_way()
    {
        world.Publish();
        var page = await world.SignInAsync("ministry");

        await page.GetByLabel("From month").FillAsync("2026-02");
        await page.GetByLabel("To month, included").FillAsync("2026-04");
        await page.GetByLabel("Which calls").SelectOptionAsync("language:uz");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await page.WaitForURLAsync("**/statistics/charts?from=2026-02&to=2026-04&only=language%3Auz");
        await Expect(page.GetByText("2026-02 – 2026-04, Language of the caller: Uzbek")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-chart=heat-map]")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-chart=travel]")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-chart=hours] [data-bar]")).ToHaveCountAsync(24);
        await Expect(page.Locator("[data-chart=hours] .empty")).ToContainTextAsync("Everything here is withheld");
        var hours = await FileAsync(page, "hours");
        Assert.Equal(hours.Skip(1).Select(Drawn), await TextsAsync(page, "[data-chart=hours] [data-bar]", "bar", ".value"));
        Assert.Equal((await FileAsync(page, "weekdays")).Skip(1).Select(Drawn), await TextsAsync(page, "[data-chart=weekdays] [data-bar]", "bar", ".value"));
        await Appearance.AssertAccessibleAsync(page, "charts of a language");

        await page.GotoAsync("/statistics/charts?only=language:ky");
        await Appearance.AssertFitsAsync(page, "charts-of-a-language", 1280, ColorScheme.Light, "en");
        await Expect(page.Locator("[data-chart=weekdays] .bar")).ToHaveCountAsync(7);
        Assert.Equal((await FileAsync(page, "weekdays")).Skip(1).Select(Drawn), await TextsAsync(page, "[data-chart=weekdays] [data-bar]", "bar", ".value"));

        await page.GotoAsync("/statistics/charts?only=region:osh");
        await Expect(page.Locator("[data-region-share=osh]")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("chosen"));
        await Expect(page.Locator("[data-region-share=bishkek] .number")).Not.ToHaveTextAsync("•");
    }

    [Fact]
    public async Task The_fullest_hour_leads_to_how_many_must_be_on_duty_in_it()
    {
        world.Publish();
        var page = await world.SignInAsync("ministry");

        await page.GetByRole(AriaRole.Link, new() { Name = "Who must be on duty then?" }).ClickAsync();

        await page.WaitForURLAsync("**/statistics/staffing?calls=*&handleSeconds=845&thresholdSeconds=20&serviceLevel=0.8");
        await Expect(page.GetByText("The pool saves 2")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_new_hotline_is_told_when_there_will_be_charts()
    {
        world.PublishNothing();
        var page = await world.SignInAsync("ministry");

        await Expect(page.Locator(".soon")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"The figures of \d{4}-\d{2} will appear here on \d{4}-\d{2}-04\."));
        await Expect(page.Locator("[data-chart]")).ToHaveCountAsync(0);
        await Appearance.AssertAccessibleAsync(page, "no charts yet");
        await Appearance.AssertFitsAsync(page, "no-charts-yet", 1280, ColorScheme.Light, "en");
    }

    [Fact]
    public async Task On_paper_there_are_the_charts_and_nothing_to_click()
    {
        world.Publish();
        var page = await world.SignInAsync("ministry");

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(page.Locator("form.period")).ToBeHiddenAsync();
        await Expect(page.Locator("header.site")).ToBeHiddenAsync();
        await Expect(page.Locator("[data-chart=heat-map] svg[role=img]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-chart=heat-map] [data-definition=received]")).ToBeVisibleAsync();
        await Appearance.AssertFitsAsync(page, "charts-on-paper", 1280, ColorScheme.Light, "en");
    }

    [Theory]
    [InlineData("only=caller:anna", "That filter is not known")]
    [InlineData("from=2025-12&to=2026-02", "This period is not published")]
    [InlineData("from=2020-01&to=2026-01", "The period is longer than 60 months")]
    [InlineData("from=2026-06&to=2026-07", "This period is not published")]
    [InlineData("from=2026-02&to=2026-01", "The period ends before it begins")]
    public async Task What_makes_no_sense_or_is_not_published_is_refused_with_the_reason(string query, string reason)
    {
        world.Publish();
        var page = await world.SignInAsync("ministry");

        Assert.Equal(400, (await page.GotoAsync($"/statistics/charts?{query}"))!.Status);

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(reason);
        Assert.Equal(400, (await page.APIRequest.GetAsync($"{world.Address}/statistics/charts/trend.csv?{query}")).Status);
    }

    [Fact]
    public async Task Charts_and_their_files_are_for_who_may_see_statistics()
    {
        world.Publish();
        var page = await world.SignInAsync("dispatcher");

        Assert.Equal(403, (await page.GotoAsync("/statistics/charts"))!.Status);
        Assert.Equal(403, (await page.APIRequest.GetAsync($"{world.Address}/statistics/charts/trend.csv")).Status);
        var supervisor = await world.SignInAsync("supervisor");
        Assert.Equal(200, (await supervisor.GotoAsync("/statistics/charts"))!.Status);
        Assert.Equal(404, (await supervisor.APIRequest.GetAsync($"{world.Address}/statistics/charts/callers.csv")).Status);
    }

    private static async Task<string[]> FileAsync(IPage page, string chart)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator($"[data-chart={chart}] a[download]").First.ClickAsync());
        Assert.Equal($"hotline117-{chart}.csv", download.SuggestedFilename);
        return await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }

    /// <summary>A line of a file as it stands in a drawing: its keys, and its number as people read it.</summary>
    private static string Drawn(string line)
    {
        var fields = line.Split(',');
        return $"{string.Join(' ', fields[..^1])} {Number(fields[^1])}";
    }

    private static string Number(string field) => field switch
    {
        "withheld" => "•",
        "seriesBreaks" => "≠",
        "" => "–",
        _ => double.Parse(field, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.GetCultureInfo("en")),
    };

    private static async Task<string[]> TextsAsync(IPage page, string each, string key, string text) =>
        await page.EvaluateAsync<string[]>(
            "([each, key, text]) => [...document.querySelectorAll(each)].map(element => `${element.dataset[key]} ${element.querySelector(text).textContent.trim()}`)",
            new[] { each, key, text });
}
