using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;

namespace Hotline117.IntegrationTests.Sip;

/// <summary>What a phone does with a call, until a test takes over.</summary>
public enum PhoneHabit
{
    Answers,
    Rings,
    /// <summary>486.</summary>
    Busy,
    /// <summary>603.</summary>
    Declines,
    /// <summary>The trunk says at once that it can't reach it: 503.</summary>
    Unreachable,
    /// <summary>404.</summary>
    DoesNotExist,
    /// <summary>Not even the trunk says anything.</summary>
    Dead,
}

/// <summary>The telephone network behind the centres' trunk: every number is a phone.</summary>
public sealed class CentrePhones : IAsyncDisposable
{
    private readonly SipSocket socket;
    private readonly ConcurrentDictionary<string, PhoneHabit> habits = new();
    private readonly ConcurrentDictionary<string, PhoneCall> calls = new();

    /// <summary>By Call-ID, those before the last reset included: the INVITE to a dead phone is repeated for half a minute, and must not ring in a later test.</summary>
    private readonly ConcurrentDictionary<string, bool> known = new();
    private readonly ConcurrentDictionary<string, Channel<PhoneCall>> arrivals = new();
    private readonly ConcurrentDictionary<string, int> current = new();
    private readonly ConcurrentDictionary<string, int> peaks = new();
    private readonly ConcurrentQueue<SipMessage> received = new();

    public CentrePhones() => socket = new SipSocket(ReceiveAsync);

    public int Port => socket.Port;

    /// <summary>Every request that came over the trunk.</summary>
    public IReadOnlyCollection<SipMessage> Received => received;

    /// <summary>Whether the trunk answers OPTIONS, by which the switch tells that it is there.</summary>
    public bool AnswersOptions { get; set; } = true;

    /// <summary>In place of all habits: what a phone of this number, which has so many calls now, does with the last of them.</summary>
    public Func<string, int, PhoneCall, Task>? Behaviour { get; set; }

    public void Set(string number, PhoneHabit habit) => habits[number] = habit;

    /// <summary>The most calls that a phone has had at once, ringing or talking.</summary>
    public int PeakOf(string number) => peaks.GetValueOrDefault(number);

    /// <summary>The next call to a number that was not asked for yet.</summary>
    public async Task<PhoneCall> NextCallAsync(string number, TimeSpan within)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(within);
        try
        {
            return await ArrivalsAt(number).Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            string[] others = [.. arrivals.Where(each => each.Value.Reader.Count > 0).Select(each => each.Key)];
            throw new TimeoutException($"The phone {number} did not ring within {within.TotalSeconds:0.#} s; {(others is [] ? "no other did" : string.Join(", ", others) + " did")}.");
        }
    }

    /// <summary>A call to a number that was not asked for yet; null where there was none.</summary>
    public PhoneCall? TryNextCall(string number) => ArrivalsAt(number).Reader.TryRead(out var call) ? call : null;

    /// <summary>All phones idle, and answering from now on.</summary>
    public async Task ResetAsync()
    {
        AnswersOptions = true;
        Behaviour = null;
        habits.Clear();
        foreach (var call in calls.Values)
        {
            await call.DisposeAsync();
        }

        calls.Clear();
        arrivals.Clear();
        current.Clear();
        peaks.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await ResetAsync();
        await socket.DisposeAsync();
    }

    private Task ReceiveAsync(SipMessage message, IPEndPoint from)
    {
        if (message.IsRequest)
        {
            received.Enqueue(message);
        }

        if (calls.TryGetValue(message.CallId, out var call))
        {
            return call.ReceiveAsync(message, from);
        }

        return message switch
        {
            { IsRequest: true, Method: "INVITE" } => known.TryAdd(message.CallId, true) ? TakeCallAsync(message, from) : Task.CompletedTask,
            { IsRequest: true, Method: "OPTIONS" } when !AnswersOptions => Task.CompletedTask,
            { IsRequest: true, Method: not "ACK" } => socket.SendAsync(message.Answer(200, "OK", "phones"), from),
            _ => Task.CompletedTask,
        };
    }

    private async Task TakeCallAsync(SipMessage invite, IPEndPoint from)
    {
        var number = invite.RequestUri.Split(':')[1].Split('@')[0];
        var call = calls[invite.CallId] = new PhoneCall(socket, invite, from) { OnEnd = () => current.AddOrUpdate(number, 0, (_, count) => count - 1) };
        var now = current.AddOrUpdate(number, 1, (_, count) => count + 1);
        peaks.AddOrUpdate(number, now, (_, peak) => Math.Max(peak, now));
        await ArrivalsAt(number).Writer.WriteAsync(call);
        _ = Behaviour is { } behaviour ? behaviour(number, now, call) : BehaveAsync(call, habits.GetValueOrDefault(number));
    }

    private static async Task BehaveAsync(PhoneCall call, PhoneHabit habit)
    {
        switch (habit)
        {
            case PhoneHabit.Answers:
                await call.RingAsync();
                await call.AnswerAsync();
                break;
            case PhoneHabit.Rings:
                await call.RingAsync();
                break;
            case PhoneHabit.Busy:
                await call.RefuseAsync(486, "Busy Here");
                break;
            case PhoneHabit.Declines:
                await call.RefuseAsync(603, "Decline");
                break;
            case PhoneHabit.DoesNotExist:
                await call.RefuseAsync(404, "Not Found");
                break;
            case PhoneHabit.Unreachable:
                await call.RefuseAsync(503, "Service Unavailable");
                break;
        }
    }

    private Channel<PhoneCall> ArrivalsAt(string number) => arrivals.GetOrAdd(number, _ => Channel.CreateUnbounded<PhoneCall>());
}
