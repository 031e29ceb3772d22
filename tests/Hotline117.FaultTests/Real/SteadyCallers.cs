using System.Collections.Concurrent;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.FaultTests.Real;

/// <param name="Heard">The telephones that she has heard, each once, in order.</param>
/// <param name="Silence">The longest while in which she heard nothing, in the call that reached somebody.</param>
/// <param name="CutOff">So often the switch died under her, and she dialled again.</param>
internal sealed record CallerStory(int Number, TimeSpan From, TimeSpan Until, IReadOnlyList<string> Heard, TimeSpan Silence, bool HotlineHungUp, int CutOff)
{
    public bool WasLost => Heard.Count == 0 || HotlineHungUp;
}

/// <summary>Callers who dial one after the other, talk for a second or two and hang up; every telephone has a tone of its own, so that each caller knows whom she has.</summary>
internal sealed class SteadyCallers(FaultyHotline hotline, int seed, Func<TimeSpan> now)
{
    private const double CallsPerSecond = 3;
    private const int LookedAt = Tone.SampleRate / 4;

    /// <summary>Nobody waits longer: she is lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>Where the switch has died she takes the line for dead, and dials again.</summary>
    private static readonly TimeSpan TakesForDead = TimeSpan.FromSeconds(3.5);
    private static readonly TimeSpan DialsAgainAfter = TimeSpan.FromSeconds(1);
    private const int MostAttempts = 10;

    private static readonly IReadOnlyList<(string Phone, int Capacity, double Hertz)> Phones =
    [
        .. TestDirectory.FromOsh.Select((line, number) => (line.Number, line.Capacity, 500.0 + (200 * number))),
        (TestDirectory.EmergencyNumber, int.MaxValue, 2100),
    ];

    private readonly Random _random = new(seed);

    public ConcurrentQueue<CallerStory> Stories { get; } = new();

    /// <summary>How often a telephone that had all its calls was rung.</summary>
    public int RangEngaged => _rangEngaged;

    private int _rangEngaged;

    public async Task CallForAsync(TimeSpan length, CancellationToken stop)
    {
        hotline.Phones.Behaviour = AnswerAsync;
        var calling = new List<Task>();
        for (var number = 0; now() < length; number++)
        {
            calling.Add(CallAsync(number, TimeSpan.FromSeconds(0.5 + (1.5 * _random.NextDouble())), stop));
            await Task.Delay(TimeSpan.FromSeconds(2 * _random.NextDouble() / CallsPerSecond), stop);
        }

        await Task.WhenAll(calling);
    }

    private async Task AnswerAsync(string number, int calls, PhoneCall call)
    {
        var (_, capacity, hertz) = Phones.Single(phone => phone.Phone == number);
        if (calls > capacity)
        {
            Interlocked.Increment(ref _rangEngaged);
            await call.RefuseAsync(486, "Busy Here");
            return;
        }

        var death = hotline.SwitchDeath;
        await call.RingAsync();
        await call.AnswerAsync();
        call.Play(hertz);
        await Task.WhenAny(call.Ended, death);
        call.LineIsDead();
        await call.DisposeAsync();
    }

    private async Task CallAsync(int number, TimeSpan talks, CancellationToken stop)
    {
        var (from, cutOff) = (now(), new List<Attempt>());
        Attempt attempt;
        while ((attempt = await DialAsync(talks, stop)).Outcome is Outcome.CutOff && cutOff.Count < MostAttempts)
        {
            cutOff.Add(attempt);
            await Task.Delay(DialsAgainAfter, stop);
        }

        Stories.Enqueue(new(number, from, now(), attempt.Heard, attempt.Caller.Sound.LongestSilence, attempt.Outcome is not Outcome.Done, cutOff.Count));
        // A dead switch takes no BYE, and the next one knows nothing of the call.
        foreach (var each in cutOff.Append(attempt))
            await HangUpAsync(each);
    }

    private async Task<Attempt> DialAsync(TimeSpan talks, CancellationToken stop)
    {
        var (from, deaths) = (now(), hotline.SwitchDeaths);
        var caller = await Caller.DialAsync(hotline.Sip, CallerIdentity.Of(TestDirectory.CallerInOsh));
        var (heard, since, switchDied) = (new List<string>(), (TimeSpan?)null, hotline.SwitchIsDown);
        while (!caller.Ended.IsCompleted && now() - from < Patience && !(since is { } began && now() - began > talks))
        {
            await Task.Delay(100, stop);
            switchDied |= hotline.SwitchIsDown;
            if (switchDied && caller.Sound.Silence > TakesForDead)
                return new(caller, deaths, heard, Outcome.CutOff);
            if (WhoSpeaks(caller) is { } phone && !heard.Contains(phone))
            {
                heard.Add(phone);
                since ??= now();
            }
        }

        // A switch that has hardly begun turns her away.
        return new(caller, deaths, heard, !caller.Ended.IsCompleted ? Outcome.Done : switchDied ? Outcome.CutOff : Outcome.HungUpOn);
    }

    private async Task HangUpAsync(Attempt attempt)
    {
        var caller = attempt.Caller;
        try
        {
            await Until.TrueAsync(() => !hotline.SwitchIsDown);
            if (!caller.Ended.IsCompleted && caller.Answered.IsCompleted)
                await caller.HangUpAsync();
            await caller.DisposeAsync();
        }
        catch (Xunit.Sdk.XunitException) when (hotline.SwitchDeaths != attempt.SwitchDeaths)
        {
            caller.LineIsDead();
            await caller.DisposeAsync();
        }
    }

    private static string? WhoSpeaks(Caller caller)
    {
        List<double> last = [.. caller.Sound.Heard.TakeLast(LookedAt)];
        return last.Count < LookedAt ? null : Phones.FirstOrDefault(phone => Tone.Share(last, phone.Hertz) > 0.6).Phone;
    }

    private enum Outcome { Done, HungUpOn, CutOff }

    /// <param name="SwitchDeaths">Before it.</param>
    private sealed record Attempt(Caller Caller, int SwitchDeaths, IReadOnlyList<string> Heard, Outcome Outcome);
}
