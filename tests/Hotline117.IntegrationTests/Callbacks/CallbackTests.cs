using System.Net;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Live;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Secrecy;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing.Decisions;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Callbacks;

/// <summary>Callers who wait agree to be called back, on the real switch, with two routers. The caller's own telephone hangs on the centres' trunk as all do.</summary>
public class CallbackTests(Hotline hotline) : CallTests(hotline)
{
    /// <summary>Nowhere else, so that searches for it mean something.</summary>
    private const string National = "555294817";
    private const string Mobile = "0" + National;
    private const double CounsellorsTone = 700;
    private const double CallersTone = 1150;

    /// <summary>Routers look each second.</summary>
    private static readonly TimeSpan Looked = TimeSpan.FromSeconds(4);

    /// <summary>Talks with the only counsellor, so that others wait.</summary>
    private HotlineCall? filler;

    [Fact]
    public async Task Who_agrees_with_every_key_and_hangs_up_is_called_back_with_the_number_withheld_and_by_one_router()
    {
        await EverybodyTalksAsync();
        var seen = Hotline.Phones.Received.Count;
        var from = TimeProvider.System.GetUtcNow();
        var (call, asked) = await AgreeAsync();
        Assert.Equal(("two-hours", TimeSpan.FromHours(2)), (asked.Window, asked.To - asked.From));
        Assert.Equal(1, await RestingAsync());
        await call.HangUpAndSettleAsync();

        Hotline.Phones.Set(Mobile, PhoneHabit.Rings);
        await Hotline.OnShiftAsync(Osh);
        var counsellor = await Hotline.RingsAsync(Osh, Until.Patience);
        Assert.StartsWith("\"117\" <sip:117@", counsellor.Invite["From"], StringComparison.Ordinal);
        await Until.DoneAsync(counsellor.PickedUp);
        await counsellor.PressAsync(1);
        var callee = await Hotline.Phones.NextCallAsync(Mobile, Until.Patience);
        var live = Assert.Single((await Hotline.LiveAsync()).Calls, each => each.CallbackId == asked.CallbackId);
        Assert.Equal((Osh.Id, CallPhase.Talking), (live.LineId, live.Phase));
        Assert.Equal(1, await RestingAsync());
        await callee.AnswerAsync();
        counsellor.Play(CounsellorsTone);
        callee.Play(CallersTone);

        await Until.TrueAsync(() => Tone.Share(callee.Sound.Heard, CounsellorsTone) > 0.9);
        await Until.TrueAsync(() => Tone.Share(counsellor.Sound.Heard, CallersTone) > 0.9);
        var ended = await call.NextAsync<CallbackEnded>();
        Assert.Equal((CallbackOutcome.Reached, 1), (ended.Outcome, ended.Tries));
        Assert.Equal(0, await RestingAsync());
        AssertWithheld(callee.Invite);
        await callee.HangUpAsync();
        await Until.DoneAsync(counsellor.Ended);
        await QuietAsync();
        Assert.Equal((1, 1), (Hotline.Phones.PeakOf(Mobile), Hotline.Phones.PeakOf(Osh.Number)));
        Assert.Single(Hotline.Phones.Received.Skip(seen), message => message.Method == "INVITE" && message.RequestUri.Contains(Mobile, StringComparison.Ordinal));

        var counted = await Until.ValueAsync(async () => await Hotline.CountedAsync(from, 1) is { Total.CallbacksReached: 1 } known ? known : null);
        Assert.Equal((1, 0, 1, 1), (counted.Total.Received, counted.Total.Answered, counted.Total.CallbacksAsked, counted.Total.CallbacksReached));
        var explained = await Hotline.GetAsync<Explained>($"/api/v1/callbacks/{asked.CallbackId}/explanation");
        Assert.Equal(Osh.Id, Assert.Single(Assert.Single(explained.Attempts).Decisions).ChosenLineId);
        await NowhereAsync();
    }

    [Fact]
    public async Task Silence_another_key_or_hanging_up_is_no_consent_and_who_stays_is_answered_in_her_place()
    {
        await OfferAsync();
        await EverybodyTalksAsync();
        var silent = await WaitingAsync();
        var other = await WaitingAsync();
        var gone = await WaitingAsync();
        var halfway = await WaitingAsync();

        await Task.WhenAll(new[] { silent, other, gone, halfway }.Select(call => call.Caller.PressAsync(3)));
        await Task.Delay(TimeSpan.FromSeconds(0.6), TestContext.Current.CancellationToken);
        await other.Caller.PressAsync(2);
        await halfway.Caller.PressAsync(1);
        await gone.HangUpAndSettleAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);

        Assert.Equal(0, await RestingAsync());
        foreach (var call in new[] { silent, other, gone, halfway })
        {
            Assert.Empty(call.Events.OfType<CallbackAsked>());
        }

        await filler!.HangUpAndSettleAsync();
        foreach (var call in new[] { silent, other, halfway })
        {
            await call.NextAsync<CallAnswered>();
            await call.HangUpAndSettleAsync();
        }
    }

    [Fact]
    public async Task Who_stays_on_the_line_and_is_answered_is_not_called_back()
    {
        var (call, _) = await AgreeAsync();

        await Hotline.OnShiftAsync(Osh);
        await call.NextAsync<CallAnswered>();

        Assert.Equal((CallbackOutcome.Cancelled, 0), await EndAsync(call));
        await ForgottenAsync();
        await call.HangUpAndSettleAsync();
        await QuietAsync();
        Assert.Equal(0, Hotline.Phones.PeakOf(Mobile));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_counsellors_machine_does_not_take_it_and_the_next_line_does_one_after_the_other_however_many_ring_for_a_caller(int atOnce)
    {
        await Hotline.PutPolicyAsync(Hotline.PolicyWith(new RingRule(atOnce)));
        var (call, _) = await AgreeAsync(CallerInOsh);
        await call.HangUpAndSettleAsync();

        await Hotline.OnShiftAsync(Osh, Uzgen);
        var machine = await Hotline.RingsAsync(Osh, Until.Patience);
        await Until.DoneAsync(machine.Ended);
        Assert.Equal(PhoneEnd.CallerGone, await machine.Ended);
        var second = await Hotline.RingsAsync(Uzgen, Until.Patience);
        await Until.DoneAsync(second.PickedUp);
        Assert.InRange(second.RangAt - machine.RangAt, TimeSpan.FromSeconds(3), Until.Patience);
        Assert.Equal(0, Hotline.Phones.PeakOf(CallerInOsh));
        await second.PressAsync(1);

        await Hotline.Phones.NextCallAsync(CallerInOsh, Until.Patience);
        Assert.Equal((CallbackOutcome.Reached, 1), await EndAsync(call));
        await second.HangUpAsync();
        await Hotline.PutPolicyAsync(Hotline.PolicyText);
    }

    [Fact]
    public async Task A_telephone_that_nobody_picks_up_is_rung_a_second_time_when_a_dispatcher_wants_it_and_then_no_more()
    {
        await Hotline.SetGlobalAsync("CALLBACK_RING_SECONDS", "1");
        Hotline.Phones.Set(Mobile, PhoneHabit.Rings);
        var (call, asked) = await AgreeAsync();
        await call.HangUpAndSettleAsync();
        await Hotline.OnShiftAsync(Osh);

        await TakeAsync();
        Assert.Equal(PhoneEnd.NeverAnswered, await (await Hotline.Phones.NextCallAsync(Mobile, Until.Patience)).Ended);
        await Until.TrueAsync(async () => (await OpenAsync()).GetProperty("tries").GetInt32() == 1
            && (await OpenAsync()).GetProperty("phase").GetString() == "open");
        Assert.Equal(1, await RestingAsync());
        await QuietAsync();
        Assert.InRange((await OpenAsync()).GetProperty("nextAt").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(19), TimeSpan.FromMinutes(20));
        using var now = await Hotline.PostAsync($"/api/v1/callbacks/{asked.CallbackId}/now", new { reason = "She has asked for it." }, Roles.Dispatcher);
        Assert.Equal(HttpStatusCode.OK, now.StatusCode);
        await TakeAsync();
        await Hotline.Phones.NextCallAsync(Mobile, Until.Patience);

        Assert.Equal((CallbackOutcome.NotReached, 2), await EndAsync(call));
        await ForgottenAsync();
        using var audit = await Hotline.SendAsync(HttpMethod.Get, $"{Hotline.Stack.Endpoints.Routing}/api/v1/audit", Roles.Administrator);
        Assert.Contains("callback.now", await audit.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dispatcher_calls_it_off_and_the_switch_forgets_the_number()
    {
        var (call, asked) = await AgreeAsync();
        await call.HangUpAndSettleAsync();

        Assert.Equal("apples", (await OpenAsync()).GetProperty("word").GetString());
        var url = $"{Hotline.Stack.Endpoints.Routing}/api/v1/callbacks/{asked.CallbackId}?reason=";
        using var silent = await Hotline.SendAsync(HttpMethod.Delete, url, Roles.Dispatcher);
        Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        using var others = await Hotline.SendAsync(HttpMethod.Delete, url + "asked", Roles.Ministry);
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
        using var done = await Hotline.SendAsync(HttpMethod.Delete, url + "asked", Roles.Dispatcher);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);

        Assert.Equal((CallbackOutcome.Cancelled, 0), await EndAsync(call));
        await ForgottenAsync();
        using var again = await Hotline.SendAsync(HttpMethod.Delete, url + "asked", Roles.Dispatcher);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        await Hotline.OnShiftAsync(Osh);
        await Task.Delay(Looked, TestContext.Current.CancellationToken);
        Assert.Equal(0, Hotline.Phones.PeakOf(Osh.Number));
    }

    [Fact]
    public async Task Whose_time_is_over_by_the_switchs_clock_is_not_rung_even_if_a_router_asks_for_it()
    {
        var (call, asked) = await AgreeAsync();
        await call.HangUpAndSettleAsync();
        var entry = (await Hotline.SwitchAsync($"database get hotline117-callback {asked.CallbackId}")).Split("Value: ")[1].Trim();
        await Hotline.SwitchAsync($"database put hotline117-callback {asked.CallbackId} \"1700000000{entry[entry.IndexOf(':', StringComparison.Ordinal)..]}\"");

        await Hotline.OnShiftAsync(Osh);

        Assert.Equal((CallbackOutcome.Cancelled, 0), await EndAsync(call));
        await ForgottenAsync();
        Assert.Equal((0, 0), (Hotline.Phones.PeakOf(Osh.Number), Hotline.Phones.PeakOf(Mobile)));
    }

    [Fact]
    public async Task Who_agrees_again_has_one_callback_and_the_last_word_holds()
    {
        var (first, _) = await AgreeAsync();
        await first.HangUpAndSettleAsync();
        var (second, _) = await AgreeAsync(word: 2);
        await second.HangUpAndSettleAsync();

        Assert.Equal((CallbackOutcome.Cancelled, 0), await EndAsync(first));
        Assert.Equal("books", (await OpenAsync()).GetProperty("word").GetString());
        Assert.Equal(1, await RestingAsync());
        await CancelAllAsync();
    }

    [Fact]
    public async Task Whoever_waits_goes_before_a_callback()
    {
        var (call, _) = await AgreeAsync();
        await call.HangUpAndSettleAsync();
        var waiting = await WaitingAsync(CallerInNaryn);

        await Hotline.OnShiftAsync(Osh);
        await waiting.NextAsync<CallAnswered>();
        await Task.Delay(Looked, TestContext.Current.CancellationToken);
        Assert.Equal(1, Hotline.Phones.PeakOf(Osh.Number));
        await Hotline.RingsAsync(Osh);
        await waiting.HangUpAndSettleAsync();

        var counsellor = await TakeAsync();
        await Hotline.Phones.NextCallAsync(Mobile, Until.Patience);
        Assert.Equal((CallbackOutcome.Reached, 1), await EndAsync(call));
        await counsellor.HangUpAsync();
    }

    [Theory]
    [InlineData("0555")]
    [InlineData("+77012345678")]
    [InlineData("anonymous")]
    [InlineData(Mobile, "id")]
    public async Task Where_the_number_is_not_known_not_national_or_withheld_nothing_is_offered(string number, string? privacy = null)
    {
        await OfferAsync();
        await EverybodyTalksAsync();
        var identity = CallerIdentity.Of(number);
        var call = await WaitingAsync(privacy is null ? identity : identity.With(("Privacy", privacy)));

        await PressAllAsync(call.Caller);

        await Task.Delay(Looked, TestContext.Current.CancellationToken);
        Assert.Empty(call.Events.OfType<CallbackAsked>());
        Assert.Equal(0, await RestingAsync());
    }

    /// <summary>No prompts but one, which a test would have to sit through.</summary>
    private async Task OfferAsync()
    {
        await Hotline.SetGlobalAsync("CALLBACK_OFFER", "silence/1");
        await Hotline.SetGlobalAsync("WAITING", "");
        foreach (var prompt in new[] { "CONSENT", "WINDOW_MENU", "WORD_MENU", "NOTED", "REFUSED", "TAKE", "UNREACHED" })
        {
            await Hotline.SetGlobalAsync($"CALLBACK_{prompt}", "");
        }

        await Hotline.SetGlobalAsync("WAIT_SECONDS", "60");
        await Hotline.SetGlobalAsync("KEY_SECONDS", "2");
        await Hotline.SetGlobalAsync("TAKE_SECONDS", "3");
    }

    private async Task<(HotlineCall Call, CallbackAsked Asked)> AgreeAsync(string number = Mobile, int word = 1)
    {
        await OfferAsync();
        await Hotline.SetGlobalAsync("KEY_SECONDS", "8");
        await EverybodyTalksAsync();
        var call = await WaitingAsync(number);
        await PressAllAsync(call.Caller, word);
        var asked = await call.NextAsync<CallbackAsked>();
        await Until.TrueAsync(async () => (await EntryAsync()).Any(entry => entry.Contains(asked.To.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        return (call, asked);
    }

    /// <summary>3 to ask for it, 1 to agree, 1 for the first window, and the word.</summary>
    private static async Task PressAllAsync(Caller caller, int word = 1)
    {
        foreach (var key in new[] { 3, 1, 1, word })
        {
            await caller.PressAsync(key);
            await Task.Delay(TimeSpan.FromSeconds(0.5), TestContext.Current.CancellationToken);
        }
    }

    private Task<HotlineCall> WaitingAsync(string number = Mobile) => WaitingAsync(CallerIdentity.Of(number));

    private async Task<HotlineCall> WaitingAsync(CallerIdentity identity)
    {
        var call = await Hotline.DialAsync(identity);
        await call.NextAsync<CallQueued>();
        return call;
    }

    /// <summary>Somebody must be on shift, or callers would be sent to the emergency line.</summary>
    private async Task EverybodyTalksAsync()
    {
        if (filler is null)
        {
            await Hotline.OnShiftAsync(Talas);
            filler = await Hotline.DialAsync(CallerInNaryn);
            await filler.NextAsync<CallAnswered>();
        }
    }

    private async Task QuietAsync()
    {
        await filler!.HangUpAndSettleAsync();
        await Hotline.AllQuietAsync();
    }

    private async Task<PhoneCall> TakeAsync()
    {
        var counsellor = await Hotline.RingsAsync(Osh, Until.Patience);
        await Until.DoneAsync(counsellor.PickedUp);
        await counsellor.PressAsync(1);
        return counsellor;
    }

    private static async Task<(CallbackOutcome, int)> EndAsync(HotlineCall call)
    {
        var ended = await call.NextAsync<CallbackEnded>();
        return (ended.Outcome, ended.Tries);
    }

    private async Task<JsonElement> OpenAsync() => Assert.Single(await Hotline.GetAsync<IReadOnlyList<JsonElement>>("/api/v1/callbacks"));

    private async Task CancelAllAsync()
    {
        foreach (var open in await Hotline.GetAsync<IReadOnlyList<JsonElement>>("/api/v1/callbacks"))
        {
            using var _ = await Hotline.SendAsync(
                HttpMethod.Delete, $"{Hotline.Stack.Endpoints.Routing}/api/v1/callbacks/{open.GetProperty("callbackId").GetString()}?reason=test", Roles.Dispatcher);
        }

        await ForgottenAsync();
    }

    private async Task<IReadOnlyList<string>> EntryAsync() =>
        [.. (await Hotline.SwitchAsync("database show hotline117-callback")).Split('\n').Where(line => line.StartsWith("/hotline117-callback/", StringComparison.Ordinal))];

    /// <summary>How many numbers the switch has.</summary>
    private async Task<int> RestingAsync() => (await EntryAsync()).Count;

    private Task ForgottenAsync() => Until.TrueAsync(async () => await RestingAsync() == 0, what: "the switch has forgotten every number");

    /// <summary>Neither a number nor a name, and nothing of the hotline.</summary>
    private static void AssertWithheld(SipMessage invite)
    {
        Assert.Contains("anonymous@anonymous.invalid", invite["From"], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("id", invite["Privacy"]);
        Assert.Empty(invite["P-Asserted-Identity"] + invite["Remote-Party-ID"] + invite["Diversion"]);
        foreach (var word in new[] { "hotline", "apples", "<sip:117", "\"117\"" })
        {
            Assert.DoesNotContain(word, invite.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task NowhereAsync()
    {
        var needles = new Needles(National);
        var found = new List<string>();
        await foreach (var (place, content) in Everything.OfAsync(Hotline))
        {
            found.AddRange(needles.In(content).Select(form => $"{place}: {form}"));
        }

        Assert.Empty(found);
    }

    private sealed record Attempt(string CallId, IReadOnlyList<Explanation> Decisions);

    private sealed record Explained(IReadOnlyList<Attempt> Attempts);
}
