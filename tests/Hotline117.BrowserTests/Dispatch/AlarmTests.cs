using Hotline117.BrowserTests.World;
using Hotline117.Contracts.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline117.BrowserTests.Dispatch;

public sealed class AlarmTests(WebWorld world) : IClassFixture<WebWorld>
{
    private static readonly Alarm Bare = Sample.Alarm(AlarmKind.NoCoverNow, AlarmSeverity.Critical, "naryn");
    private static readonly Alarm Silent = Sample.Alarm(AlarmKind.SilentLine, AlarmSeverity.Warning, "sezim-2");

    [Theory]
    [InlineData("en", "Naryn: nobody near enough can be rung now", "Critical")]
    [InlineData("ru", "Нарынская область: сейчас поблизости некому позвонить", "Срочно")]
    [InlineData("ky", "Нарын облусу: азыр жакын жерде чалууга эч ким жок", "Шашылыш")]
    public async Task An_alarm_is_seen_in_words_and_is_said_at_once_where_it_is_critical(string locale, string words, string severity)
    {
        world.Routing.Show();
        var page = await world.OpenBoardAsync(locale);
        await Expect(page.Locator("[data-alarm]")).ToHaveCountAsync(0);

        world.Routing.Show(Bare, Silent);

        var alarm = page.Locator("[data-alarm='NoCoverNow:naryn']");
        await Expect(alarm).ToContainTextAsync(words);
        await Expect(alarm.Locator(".severity")).ToContainTextAsync(severity);
        await Expect(page.Locator("[aria-live=assertive]")).ToContainTextAsync(words);
        await Expect(page.Locator(".alarms [role=status]")).ToContainTextAsync("(sezim-2)");
        await Expect(page.Locator(".alarms [role=status]")).Not.ToContainTextAsync(words);
        world.Routing.Show();
        await Expect(page.Locator("[data-alarm]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_opens_the_board_is_not_told_aloud_what_lasts_already()
    {
        world.Routing.Show(Bare);
        var page = await world.OpenBoardAsync();

        await Expect(page.Locator("[data-alarm='NoCoverNow:naryn']")).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-live=assertive]")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task With_the_keyboard_an_alarm_is_acknowledged_in_the_persons_name_and_stands_behind_one_line_with_it()
    {
        world.Routing.Answer = _ => Results.Json(new { });
        world.Routing.Show(Bare);
        var page = await world.OpenBoardAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge: Naryn: nobody near enough can be rung now" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".alarms [role=alert]")).ToHaveCountAsync(0);
        await UntilActedAsync("alarms/NoCoverNow:naryn/acknowledge", "dispatcher/dispatcher");
        world.Routing.Show(Bare with { Acknowledged = new("dispatcher", TimeProvider.System.GetUtcNow()) });
        await Expect(page.Locator(".alarms .count")).ToHaveTextAsync("0");
        await page.Locator(".alarms .seen summary").ClickAsync();
        await Expect(page.Locator(".seen [data-alarm]")).ToContainTextAsync("acknowledged by dispatcher");
        await Expect(page.Locator(".seen [data-alarm] button")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_is_second_is_told_who_was_first()
    {
        world.Routing.Answer = _ => Results.Json(new { title = "…", code = "acknowledged", by = "aida" }, statusCode: StatusCodes.Status409Conflict);
        world.Routing.Show(Bare);
        var page = await world.OpenBoardAsync();

        await page.Locator("[data-alarm] button").ClickAsync();

        await Expect(page.Locator(".alarms [role=alert]")).ToHaveTextAsync("It was acknowledged already. aida was first.");
    }

    [Fact]
    public async Task A_dispatcher_sees_the_alarms_that_are_over_and_who_has_acknowledged_them()
    {
        world.Routing.Show(Bare);
        var page = await world.OpenBoardAsync();

        await page.Locator("[data-past-alarms]").ClickAsync();

        await Expect(page.Locator("dialog [data-alarm]")).ToHaveCountAsync(Sample.PastAlarms.Length);
        await Expect(page.Locator("dialog [data-alarm]").First).ToContainTextAsync("acknowledged by aida");
        await Expect(page.Locator("dialog [data-alarm]").Last).ToContainTextAsync("The whole country");
        await Expect(page.Locator("dialog [data-alarm]").Last).ToContainTextAsync("acknowledged by nobody");
    }

    [Fact]
    public async Task A_coordinator_sees_the_alarms_of_her_own_centre_and_acknowledges_none()
    {
        world.Routing.Show(Bare, Silent, Silent with { Key = "hers", Subject = "ak-bata-2" });
        var page = await world.SignInAsync("coordinator");
        await WebWorld.UntilLiveAsync(page);

        await page.Locator("[data-past-alarms]").ClickAsync();

        await Expect(page.Locator("dialog [data-alarm]")).ToHaveCountAsync(1);
        await Expect(page.Locator("dialog [data-alarm]")).ToContainTextAsync("(ak-bata-2)");
        await Expect(page.Locator(".alarms [data-alarm]")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-alarm] button")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-past-alarms]")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_sound_is_off_until_somebody_wants_it_sounds_for_what_is_new_and_is_remembered()
    {
        world.Routing.Show();
        var page = await world.OpenBoardAsync();
        await CountTonesAsync(page);
        var toggle = page.Locator("alarm-sound button");
        await Expect(toggle).ToHaveAttributeAsync("aria-pressed", "false");
        world.Routing.Show(Silent);
        await Expect(page.Locator("[data-alarm]")).ToHaveCountAsync(1);
        Assert.Equal(0, await TonesAsync(page));

        await toggle.ClickAsync();
        await Expect(toggle).ToHaveAttributeAsync("aria-pressed", "true");
        var tried = await TonesAsync(page);
        world.Routing.Show(Bare, Silent);
        await Expect(page.Locator("[data-alarm]")).ToHaveCountAsync(2);
        var sounded = await TonesAsync(page);
        world.Routing.Show(Silent);
        await Expect(page.Locator("[data-alarm]")).ToHaveCountAsync(1);

        Assert.True(tried > 0);
        Assert.Equal(2 * tried, sounded);
        Assert.Equal(sounded, await TonesAsync(page));
        await page.ReloadAsync();
        await Expect(toggle).ToHaveAttributeAsync("aria-pressed", "true");
    }

    private static async Task CountTonesAsync(IPage page) => await page.EvaluateAsync(
        """
        () => {
          window.tones = 0;
          const make = AudioContext.prototype.createOscillator;
          AudioContext.prototype.createOscillator = function () { window.tones++; return make.call(this); };
        }
        """);

    private static Task<int> TonesAsync(IPage page) => page.EvaluateAsync<int>("() => window.tones");

    private Task UntilActedAsync(string path, string by) => IntegrationTests.Stack.Until.TrueAsync(() => world.Routing.Acts.Any(act => (act.Path, act.By) == (path, by)));
}
