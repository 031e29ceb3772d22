using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Stories;

/// <summary>Real calls at the times and from the places that the hotline is for, with the sample's centres and shifts.</summary>
public sealed class StoryTests(StoryHotline hotline) : IClassFixture<StoryHotline>, IAsyncLifetime
{
    private const string Mobile = "0555123456";
    private const string FixedLineInBatken = "0362222027";
    private const int Russian = 2, Uzbek = 3;

    private static readonly CallerIdentity InChatkal = CallerIdentity.Of(Mobile).With(Pidf.Header) with { Location = Pidf.Point("41.77 71.09") };
    private static readonly CallerIdentity InChatkalByCell = CallerIdentity.Of(Mobile).With(("P-Access-Network-Info", "3GPP-GERAN;cgi-3gpp=4379907d10001"));

    public async ValueTask InitializeAsync() => await hotline.StartAfreshAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("2026-12-02T03:00", "aruulan-1")]
    [InlineData("2026-12-05T03:00", "ak-jurok-1")]
    public async Task From_Osh_at_night_the_centre_rings_whose_night_has_begun_the_evening_before(string local, string line)
    {
        await hotline.AtAsync(local);

        var decision = await DecisionOnAsync(await hotline.DialAsync(TestDirectory.CallerInOsh));

        Assert.Equal((line, "osh-city", 0), (decision.ChosenLineId, decision.Region, TravelTo(decision)));
        Assert.Equal(Verdict.OffShift, VerdictOn(decision, "ak-jurok-2"));
    }

    [Fact]
    public async Task From_Chatkal_in_July_Talas_is_the_nearest_over_the_pass()
    {
        await hotline.AtAsync("2027-07-14T12:00");

        var call = await hotline.DialAsync(InChatkal);
        var decision = await DecisionOnAsync(call);

        Assert.Equal(("chatkal", RegionSource.CarrierLocation, RegionCertainty.High), (call.Received.Region, call.Received.RegionSource, call.Received.RegionCertainty));
        Assert.Equal((Season.Summer, "maana"), (decision.Season, CentreOf(decision)));
    }

    [Fact]
    public async Task From_Chatkal_in_January_with_the_pass_shut_it_is_Manas()
    {
        await hotline.AtAsync("2027-01-13T12:00");

        var decision = await DecisionOnAsync(await hotline.DialAsync(InChatkalByCell));

        Assert.Equal((Season.Winter, "chatkal", "kanyet"), (decision.Season, decision.Region, CentreOf(decision)));
        Assert.Equal(Verdict.FurtherAway, VerdictOn(decision, "maana-1"));
        Assert.True(decision.Considered.First(line => line.LineId == "maana-1").TravelMinutes > TravelTo(decision));
    }

    [Theory]
    [InlineData(Uzbek, "uz", "batken-city", "janyl-myrza")]
    [InlineData(Russian, "ru", "osh-city", null)]
    public async Task From_Batken_an_Uzbek_speaker_is_helped_in_the_town_and_a_Russian_speaker_in_Osh(int key, string language, string region, string? centre)
    {
        await hotline.AtAsync("2026-12-02T12:00");

        var decision = await DecisionOnAsync(await DialAndPressAsync(CallerIdentity.Of(FixedLineInBatken), key));

        Assert.Equal(("batken-city", language), (decision.Region, decision.Language));
        Assert.Equal(region, (await hotline.LiveAsync()).Centres.Single(each => each.CentreId == CentreOf(decision)).Region);
        Assert.Equal(centre ?? CentreOf(decision), CentreOf(decision));
        Assert.Equal(centre is null ? Verdict.OtherLanguage : Verdict.Chosen, VerdictOn(decision, "janyl-myrza-1"));
    }

    [Theory]
    [InlineData("<sip:+9@127.0.0.1>")]
    [InlineData("<sip:999999999999999999999999999999999999999999@127.0.0.1>")]
    [InlineData("\"=1+1\" <sip:%00%0d%0a0312@127.0.0.1>")]
    public async Task From_a_number_that_can_not_be_read_somebody_in_the_country_answers_at_night(string from)
    {
        await hotline.AtAsync("2026-12-02T03:00");

        var call = await hotline.DialAsync(new CallerIdentity(from));
        var decision = await DecisionOnAsync(call);

        Assert.Equal((null, RegionSource.Unknown), (call.Received.Region, call.Received.RegionSource));
        Assert.NotNull(decision.ChosenLineId);
        Assert.All(decision.Considered, line => Assert.Null(line.TravelMinutes));
    }

    [Fact]
    public async Task In_the_night_of_the_new_year_whoever_calls_from_Chatkal_in_Uzbek_reaches_the_line_that_was_foretold()
    {
        const string night = "2027-01-01T03:00";
        await hotline.AtAsync("2026-12-01T12:00");
        var foretold = Assert.Single(await hotline.WhatIfAsync($"region=chatkal&language=uz&at={night}:00%2B06:00"));
        await hotline.AtAsync(night);

        var decision = await DecisionOnAsync(await DialAndPressAsync(InChatkalByCell, Uzbek));

        Assert.NotNull(foretold.ChosenLineId);
        Assert.Equal(foretold.ChosenLineId, decision.ChosenLineId);
        // Equals are drawn by lot for each call, so that their order differs.
        Assert.Equal(foretold.Considered.OrderBy(line => line.LineId), decision.Considered.OrderBy(line => line.LineId));
    }

    [Fact]
    public async Task With_everybody_of_the_night_paused_by_hand_the_emergency_line_rings()
    {
        await hotline.AtAsync("2026-12-02T03:00");
        var onDuty = (await hotline.LiveAsync()).Centres.Where(centre => centre.OnShift).Select(centre => centre.CentreId).ToList();
        await Task.WhenAll(onDuty.Select(centre => ActAsync($"{centre}/pause")));

        var caller = await hotline.DialUnseenAsync();
        await hotline.Phones.NextCallAsync(TestDirectory.EmergencyNumber, TimeSpan.FromSeconds(10));

        await caller.HangUpAsync();
        await Task.WhenAll(onDuty.Select(centre => ActAsync($"{centre}/resume")));
    }

    [Fact]
    public async Task With_every_centre_paused_the_associations_desk_takes_the_call_before_the_emergency_line()
    {
        await hotline.AtAsync("2026-12-01T10:00");
        var centres = (await hotline.LiveAsync()).Centres.Where(centre => centre.OnShift && centre.CentreId is not ("association-crisis-centres" or "correctional-programme"))
            .Select(centre => centre.CentreId).ToList();
        await Task.WhenAll(centres.Select(centre => ActAsync($"{centre}/pause")));

        var decision = await DecisionOnAsync(await hotline.DialAsync(TestDirectory.CallerInOsh));

        Assert.Equal("association-crisis-centres", CentreOf(decision));
        Assert.Equal(Verdict.Paused, VerdictOn(decision, "aid-centre-batken-1"));
        await Task.WhenAll(centres.Select(centre => ActAsync($"{centre}/resume")));
    }

    [Fact]
    public async Task The_perpetrators_number_rings_the_correctional_programme_and_117_never_does()
    {
        await hotline.AtAsync("2026-12-02T19:00");
        await hotline.SetGlobalAsync("HOTLINE_AUDIENCE", "perpetrators");
        var decision = await DecisionOnAsync(await hotline.DialAsync(TestDirectory.CallerInOsh));
        Assert.Equal("correctional-programme", CentreOf(decision));
        Assert.Equal(Verdict.OtherAudience, VerdictOn(decision, "sezim-1"));

        await hotline.SetGlobalAsync("HOTLINE_AUDIENCE", "");
        decision = await DecisionOnAsync(await hotline.DialAsync(TestDirectory.CallerInOsh));
        Assert.Equal(Verdict.OtherAudience, VerdictOn(decision, "correctional-programme-1"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_routers_clock_that_is_set_by_an_hour_disturbs_nobody_who_talks_or_is_rung_for_and_talk_time_stays_the_switchs(int hours)
    {
        await hotline.AtAsync("2026-12-02T12:00");
        var (picksUp, rung) = (new TaskCompletionSource(), 0);
        hotline.Phones.Behaviour = async (_, _, phone) =>
        {
            await phone.RingAsync();
            await (Interlocked.Increment(ref rung) > 1 ? picksUp.Task : Task.CompletedTask);
            await phone.AnswerAsync();
        };
        var talking = await hotline.DialAsync(TestDirectory.CallerInOsh);
        await talking.NextAsync<CallAnswered>();
        var rungFor = await hotline.DialAsync(TestDirectory.CallerInOsh);
        await rungFor.NextAsync<CallOffered>();

        await hotline.LaterAsync(TimeSpan.FromHours(hours));
        picksUp.SetResult();
        await rungFor.NextAsync<CallAnswered>();

        foreach (var call in new[] { talking, rungFor })
        {
            var ended = await call.HangUpAndSettleAsync();
            Assert.Equal((Disposition.Answered, await hotline.MillisecondsTalkedOnSwitchAsync(call.Id)), (ended.Disposition, ended.TalkedMilliseconds));
            // By the clock as it was set some came before others.
            Assert.Equal([nameof(CallAnswered), nameof(CallEnded), nameof(CallOffered), nameof(CallReceived)], call.Events.Select(each => each.GetType().Name).Order());
        }

        // Nobody rests, as after an hour's talk.
        await hotline.AllQuietAsync();
        Assert.DoesNotContain((await hotline.LiveAsync()).Centres.SelectMany(centre => centre.Lines), line => line.Stop is not null);
    }


    private async Task<HotlineCall> DialAndPressAsync(CallerIdentity identity, int key)
    {
        await hotline.SetGlobalAsync("LANGUAGE_MENU", hotline.Prompt("language"));
        var caller = await hotline.DialUnseenAsync(identity);
        await caller.HearsVoiceAsync();
        await caller.PressAsync(key);
        return new HotlineCall(hotline, caller, await hotline.Events.NextCallAsync());
    }

    /// <summary>The phone of the line that was chosen has rung and answered.</summary>
    private static async Task<Explanation> DecisionOnAsync(HotlineCall call)
    {
        var answered = await call.NextAsync<CallAnswered>();
        var decision = Assert.Single(await call.ExplainAsync());
        Assert.Equal(decision.ChosenLineId, answered.LineId);
        await call.HangUpAndSettleAsync();
        return decision;
    }

    private async Task ActAsync(string act) =>
        (await hotline.PostAsync($"/api/v1/centres/{act}", new { reason = "training" })).EnsureSuccessStatusCode();

    private static string CentreOf(Explanation decision) => Chosen(decision).CentreId;

    private static int? TravelTo(Explanation decision) => Chosen(decision).TravelMinutes;

    private static ConsideredLine Chosen(Explanation decision) => decision.Considered.Single(line => line.LineId == decision.ChosenLineId);

    private static Verdict VerdictOn(Explanation decision, string line) => decision.Considered.Single(each => each.LineId == line).Verdict;
}
