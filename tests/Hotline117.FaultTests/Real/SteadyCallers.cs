using System.Collections.Concurrent;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.FaultTests.Real;

/// <param name="Heard">The telephones that she has heard, each once, in order.</param>
/// <param name="Silence">The longest while in which she heard nothing.</param>
internal sealed record CallerStory(int Number, TimeSpan From, TimeSpan Until, IReadOnlyList<string> Heard, TimeSpan Silence, bool HotlineHungUp)
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

        await call.RingAsync();
        await call.AnswerAsync();
        call.Play(hertz);
        await call.Ended;
        await call.DisposeAsync();
    }

    private async Task CallAsync(int number, TimeSpan talks, CancellationToken stop)
    {
        var from = now();
        await using var caller = await Caller.DialAsync(hotline.Sip, CallerIdentity.Of(TestDirectory.CallerInOsh));
        var (heard, since) = (new List<string>(), (TimeSpan?)null);
        while (!caller.Ended.IsCompleted && now() - from < Patience && !(since is { } began && now() - began > talks))
        {
            await Task.Delay(100, stop);
            if (WhoSpeaks(caller) is { } phone && !heard.Contains(phone))
            {
                heard.Add(phone);
                since ??= now();
            }
        }

        Stories.Enqueue(new(number, from, now(), heard, caller.Sound.LongestSilence, caller.Ended.IsCompleted));
        if (!caller.Ended.IsCompleted && caller.Answered.IsCompleted)
            await caller.HangUpAsync();
    }

    private static string? WhoSpeaks(Caller caller)
    {
        List<double> last = [.. caller.Sound.Heard.TakeLast(LookedAt)];
        return last.Count < LookedAt ? null : Phones.FirstOrDefault(phone => Tone.Share(last, phone.Hertz) > 0.6).Phone;
    }
}
