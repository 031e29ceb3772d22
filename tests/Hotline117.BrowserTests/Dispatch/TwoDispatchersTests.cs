using System.Text.Json;
using System.Text.RegularExpressions;
using Hotline117.BrowserTests.Chromium;
using Hotline117.BrowserTests.World;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing;
using Microsoft.Playwright;
using static Hotline117.IntegrationTests.Stack.TestDirectory;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Dispatch;

/// <summary>The whole stack with one router, for boards at which people act.</summary>
public sealed class BoardHotline : Hotline
{
    protected override string Name => "board";
    protected override int Replicas => 1;
}

/// <summary>A dispatcher and a supervisor before the real board, with a real caller and real telephones.</summary>
public sealed class TwoDispatchersTests(BoardHotline hotline, Browser browser) : IClassFixture<BoardHotline>
{
    [Fact]
    public async Task Both_see_a_call_raised_by_one_and_of_both_who_send_it_somewhere_one_is_told_and_one_telephone_rings()
    {
        var (call, pages) = (await AllTriedAsync(), await BothAsync());
        await OpenAsync(pages[0], call.Id);
        await pages[0].Locator("[data-do=Danger]").ClickAsync();
        await SendAsync(pages[0]);
        foreach (var page in pages)
            await Expect(page.Locator($"[data-call='{call.Id}']")).ToContainTextAsync("in danger");

        TestLine[] lines = [Osh, Uzgen];
        foreach (var (page, line) in pages.Zip(lines))
        {
            await OpenAsync(page, call.Id);
            await page.Locator($"[data-target={line.Id}] button").ClickAsync();
            await page.Locator("#act-reason").FillAsync("They know her.");
        }

        await Task.WhenAll(pages.Select(page => page.Locator("[data-act] button.main").ClickAsync()));

        var answered = await call.NextAsync<CallAnswered>();
        var first = answered.LineId == Osh.Id ? 0 : 1;
        Assert.Equal(lines[first].Id, answered.LineId);
        await Expect(pages[first].Locator("[data-done]")).ToContainTextAsync($"({lines[first].Id})");
        await Expect(pages[1 - first].GetByRole(AriaRole.Alert).Filter(new() { Visible = true })).ToHaveTextAsync(new Regex("was first|Too late"));
        Assert.Null(hotline.Phones.TryNextCall(lines[1 - first].Number));
        await Expect(pages[1 - first].Locator("[data-decision]").First).ToContainTextAsync($"chose {lines[first].Town} ({lines[first].Id})");
        foreach (var page in pages)
            await Expect(page.Locator($".talking [data-call='{call.Id}']")).ToContainTextAsync(lines[first].Town);
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Of_both_who_hand_a_conversation_over_one_is_told_the_other_telephone_joins_and_the_second_person_takes_it_back()
    {
        await hotline.StartAfreshAsync();
        await hotline.OnShiftAsync(Osh, Uzgen, Manas);
        var (call, pages) = (await hotline.DialAsync(), await BothAsync());
        await call.NextAsync<CallAnswered>();
        TestLine[] lines = [Uzgen, Manas];
        foreach (var line in lines)
            hotline.Phones.Set(line.Number, PhoneHabit.Rings);
        foreach (var (page, line) in pages.Zip(lines))
        {
            await OpenAsync(page, call.Id);
            await page.Locator($"[data-target={line.Id}] button").ClickAsync();
            await page.Locator("#act-reason").FillAsync("They know her.");
        }

        await Task.WhenAll(pages.Select(page => page.Locator("[data-act] button.main").ClickAsync()));

        await Until.TrueAsync(async () => Assert.Single((await hotline.LiveAsync()).Calls).Transfer is { LineId: not null });
        var first = Assert.Single((await hotline.LiveAsync()).Calls).Transfer!.LineId == Uzgen.Id ? 0 : 1;
        await Expect(pages[first].Locator("[data-done]")).ToContainTextAsync($"({lines[first].Id}) is rung");
        await Expect(pages[1 - first].GetByRole(AriaRole.Alert).Filter(new() { Visible = true })).ToHaveTextAsync(new Regex("was first|Too late"));
        await (await hotline.RingsAsync(lines[first])).AnswerAsync();
        foreach (var page in pages)
            await Expect(page.Locator($".talking [data-call='{call.Id}']")).ToContainTextAsync($"three talk, with {lines[first].Town} ({lines[first].Id})");
        Assert.Null(hotline.Phones.TryNextCall(lines[1 - first].Number));

        await pages[1 - first].Locator("[data-act] button").Last.ClickAsync();
        await pages[1 - first].Locator("[data-do=TakeBack]").ClickAsync();
        await pages[1 - first].Locator("[data-act] button.main").ClickAsync();

        Assert.Equal(TransferOutcome.GivenBack, (await call.NextAsync<CallTransferred>()).Outcome);
        await Until.TrueAsync(async () => Assert.Single((await hotline.LiveAsync()).Calls).Transfer is null);
        foreach (var page in pages)
            await Expect(page.Locator("[data-hand-over]")).ToHaveCountAsync(0);
        var acts = hotline.Events.All.Select(seen => seen.Event).OfType<OperatorActed>().Where(act => act.Target == call.Id).ToList();
        Assert.Contains(acts, act => (act.Action, act.Actor, act.Reason) == ("call.transfer", UserOf(first), "They know her."));
        Assert.Contains(acts, act => (act.Action, act.Actor) == ("call.transfer-cancel", UserOf(1 - first)));
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Who_takes_a_waiting_caller_to_her_own_line_with_112_hears_both_and_both_hear_her_and_the_other_person_sees_three_talk()
    {
        const double CallersTone = 700, DesksTone = 1150, EmergencysTone = 1700;
        var (call, pages) = (await AllTriedAsync(), await BothAsync());
        await OpenAsync(pages[0], call.Id);
        await pages[0].Locator("#with-me-line").SelectOptionAsync(Osh.Id);
        await pages[0].Locator("[data-with-me='112']").ClickAsync();
        await pages[0].Locator("#act-reason").FillAsync("She is being beaten.");
        await pages[0].Locator("[data-act] button.main").ClickAsync();

        var desk = await hotline.RingsAsync(Osh);
        var emergency = await hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await call.Caller.PlayAsync(CallersTone);
        desk.Play(DesksTone);
        emergency.Play(EmergencysTone);

        await Until.TrueAsync(() => call.Caller.Sound.HasAll(DesksTone, EmergencysTone) && desk.Sound.HasAll(CallersTone, EmergencysTone) && emergency.Sound.HasAll(CallersTone, DesksTone));
        foreach (var page in pages)
            await Expect(page.Locator($".talking [data-call='{call.Id}']")).ToContainTextAsync("three talk, with 112");
        await desk.HangUpAsync();
        await Until.TrueAsync(() => Tone.Share(call.Caller.Sound.Heard, EmergencysTone) > 0.9);
        await call.HangUpAndSettleAsync();
        Assert.Contains(
            hotline.Events.All.Select(seen => seen.Event).OfType<OperatorActed>(), act => (act.Target, act.Action, act.Actor, act.Reason) == (call.Id, "call.offer", UserOf(0), "She is being beaten."));
    }

    [Fact]
    public async Task A_pause_with_its_reason_and_its_end_are_seen_by_both_within_a_second()
    {
        await hotline.StartAfreshAsync();
        await hotline.OnShiftAsync(Osh, Uzgen);
        var pages = await BothAsync();
        var centre = pages.Select(page => page.Locator($"[data-centre={Osh.Centre}]")).ToList();
        await centre[0].Locator("button").ClickAsync();
        await pages[0].Locator($"[data-target={Osh.Id}] [data-do=PauseLine]").ClickAsync();
        await pages[0].Locator("#act-reason").FillAsync("Training");

        await pages[0].Locator("[data-act] button.main").ClickAsync();
        foreach (var each in centre)
            await Expect(each).ToContainTextAsync(new Regex(@"paused · since \d\d:\d\d · \w+: Training"));
        await pages[0].Locator($"[data-target={Osh.Id}] [data-do=ResumeLine]").ClickAsync();
        await pages[0].Locator("[data-act] button.main").ClickAsync();

        foreach (var each in centre)
            await Expect(each).Not.ToContainTextAsync("paused");
    }

    [Fact]
    public async Task A_line_that_a_dispatcher_puts_on_duty_beyond_the_roster_is_seen_by_both_within_a_second_rings_for_the_next_caller_and_is_in_the_audit_trail()
    {
        await hotline.StartAfreshAsync();
        await hotline.OnShiftAsync(Uzgen);
        var pages = await BothAsync();
        await pages[0].Locator($"[data-centre={Osh.Centre}] button").ClickAsync();
        await pages[0].Locator($"[data-target={Osh.Id}] [data-do=LineDuty]").ClickAsync();
        var until = BishkekTime.ToLocal(TimeProvider.System.GetUtcNow()).AddHours(2);
        await pages[0].Locator("#act-until").FillAsync($"{until:HH:mm}");
        await pages[0].Locator("#act-reason").FillAsync("Came in");

        await pages[0].Locator("[data-act] button.main").ClickAsync();

        await Expect(pages[0].Locator("[data-done]")).ToHaveTextAsync($"{Osh.Id} is on duty.");
        foreach (var page in pages)
            await Expect(page.Locator($"[data-centre={Osh.Centre}] .shift")).ToHaveTextAsync("on shift");
        await Expect(pages[0].Locator($"[data-centre={Osh.Centre}]")).ToContainTextAsync($"until {(until.Date == until.AddHours(-2).Date ? $"{until:HH:mm}" : $"{until:dd.MM. HH:mm}")}");
        await Expect(pages[0].Locator($"[data-target={Osh.Id}]")).ToContainTextAsync("free");
        var call = await hotline.DialAsync();
        Assert.Equal(Osh.Id, (await call.NextAsync<CallAnswered>()).LineId);
        await call.HangUpAndSettleAsync();
        var entry = (await hotline.GetAsync<JsonElement>("/api/v1/audit?count=1")).EnumerateArray().Single().GetProperty("entry");
        Assert.Equal(("roster.duty", UserOf(0), "Came in"), (Text(entry, "action"), Text(entry, "actor"), Text(entry, "reason")));
        Assert.StartsWith("+shift unplanned-", Assert.Single(entry.GetProperty("changes").EnumerateArray()).GetString(), StringComparison.Ordinal);

        static string? Text(JsonElement entry, string member) => entry.GetProperty(member).GetString();
    }

    [Fact]
    public async Task A_region_without_cover_is_seen_by_both_and_who_acknowledges_it_is_named_to_the_other()
    {
        await hotline.StartAfreshAsync();
        await hotline.OnShiftAsync(Osh, Uzgen);
        var pages = await BothAsync();
        var alarms = pages.Select(page => page.Locator("[data-alarm='no-cover-now:bishkek']")).ToList();
        foreach (var page in pages)
            await page.Locator(".alarms details:not(.seen)").EvaluateAllAsync<object?>("all => all.forEach(some => some.open = true)");

        await alarms[0].Locator("button").ClickAsync();

        var first = hotline.Stack.Endpoints.Accounts.First(account => account.Role == "dispatcher").User;
        foreach (var page in pages)
            await Expect(page.Locator(".seen [data-alarm='no-cover-now:bishkek']")).ToContainTextAsync($"acknowledged by {first}");
        await hotline.OnShiftAsync(Osh, Uzgen, Bishkek);
        foreach (var alarm in alarms)
            await Expect(alarm).ToHaveCountAsync(0);
    }

    private static async Task OpenAsync(IPage page, string callId)
    {
        await page.Locator($"[data-call='{callId}'] button").ClickAsync();
        await Expect(page.Locator("[data-decision]").First).ToBeVisibleAsync();
    }

    private static async Task SendAsync(IPage page)
    {
        await page.Locator(".suggested button").First.ClickAsync();
        await page.Locator("[data-act] button.main").ClickAsync();
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
    }

    private static readonly string[] Roles = ["dispatcher", "supervisor"];

    private string UserOf(int page) => hotline.Stack.Endpoints.Accounts.First(account => account.Role == Roles[page]).User;

    private Task<IPage[]> BothAsync() => Task.WhenAll(Roles.Select(async role =>
    {
        var account = hotline.Stack.Endpoints.Accounts.First(account => account.Role == role);
        var page = await browser.OpenAsync(hotline.Stack.Endpoints.Web);
        await page.GotoAsync("/sign-in?returnUrl=%2Fdispatch");
        await WebWorld.EnterAsync(page, account.User, account.Password);
        await WebWorld.UntilLiveAsync(page);
        return page;
    }));

    /// <summary>Everybody was busy; now they are not, and the switch asks again only after a minute.</summary>
    private async Task<HotlineCall> AllTriedAsync()
    {
        await hotline.StartAfreshAsync();
        return await hotline.DialWhenAllAreBusyAsync(Osh, Uzgen);
    }
}
