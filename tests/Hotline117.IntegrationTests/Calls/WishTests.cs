using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>What callers ask for by a key, and what the number that they dialled says.</summary>
public class WishTests(Hotline hotline) : CallTests(hotline)
{
    [Theory]
    [InlineData(2, "legal")]
    [InlineData(9, null)]
    public async Task A_key_asks_for_a_service_and_a_key_without_a_meaning_for_none(int key, string? service)
    {
        await Hotline.SetGlobalAsync("SERVICE_MENU", Hotline.Prompt("service"));
        await Hotline.OnShiftAsync(Osh);

        Assert.Equal((service, null), await AskedForAsync(key));
    }

    [Theory]
    [InlineData(1, Gender.Female)]
    [InlineData(2, Gender.Male)]
    [InlineData(0, null)]
    public async Task A_key_asks_for_a_woman_or_a_man_and_another_for_whoever_is_there(int key, Gender? gender)
    {
        await Hotline.SetGlobalAsync("GENDER_MENU", Hotline.Prompt("gender"));
        await Hotline.OnShiftAsync(Osh);

        Assert.Equal((null, gender), await AskedForAsync(key));
    }

    [Fact]
    public async Task Whoever_presses_nothing_is_asked_each_question_once_and_helped()
    {
        await Hotline.SetGlobalAsync("SERVICE_MENU", "beep");
        await Hotline.SetGlobalAsync("GENDER_MENU", "beep");
        await Hotline.SetGlobalAsync("KEY_SECONDS", "1");
        await Hotline.OnShiftAsync(Osh);

        var call = await Hotline.DialAsync();
        Assert.Equal(Osh.Id, (await call.NextAsync<CallAnswered>()).LineId);

        var decision = Assert.Single(await call.ExplainAsync());
        Assert.Equal((null, null), (decision.Service, decision.Gender));
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Who_dialled_the_perpetrators_number_is_never_bridged_to_a_line_for_victims()
    {
        await Hotline.OnShiftAsync(Osh, Bishkek);
        await Hotline.SetGlobalAsync("HOTLINE_AUDIENCE", "perpetrators");

        var call = await Hotline.DialAsync();
        await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);

        var decision = (await call.ExplainAsync())[0];
        Assert.Equal((Audience.Perpetrators, null), (decision.Audience, decision.ChosenLineId));
        Assert.All(decision.Considered.Where(line => line.LineId == Osh.Id || line.LineId == Bishkek.Id), line => Assert.Equal(Verdict.OtherAudience, line.Verdict));
        await call.HangUpAndSettleAsync();
    }

    private async Task<(string? Service, Gender? Gender)> AskedForAsync(int key)
    {
        var caller = await Hotline.DialUnseenAsync();
        await caller.HearsVoiceAsync();
        await caller.PressAsync(key);
        var call = new HotlineCall(Hotline, caller, await Hotline.Events.NextCallAsync());
        await call.NextAsync<CallAnswered>();
        var decision = Assert.Single(await call.ExplainAsync());
        await call.HangUpAndSettleAsync();
        return (decision.Service, decision.Gender);
    }
}
