using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Callbacks;

/// <summary>Callers who wait agree to be called back, or do not, on the real switch, with two routers.</summary>
public class CallbackTests(SecondHotline hotline) : CallbackCalls(hotline)
{
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

        await Filler!.HangUpAndSettleAsync();
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
}
