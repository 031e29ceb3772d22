using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Sip;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>One call to 117 with everything that is known of it.</summary>
public sealed class HotlineCall(Hotline hotline, Caller caller, CallReceived received)
{
    public Caller Caller => caller;
    public CallReceived Received => received;
    public string Id => received.CallId;

    public Task<TEvent> NextAsync<TEvent>(int number = 1, TimeSpan? within = null) where TEvent : CallEvent =>
        hotline.Events.NextAsync<TEvent>(Id, number, within);

    /// <summary>All events so far, each once, in the order in which they happened.</summary>
    public IReadOnlyList<CallEvent> Events => hotline.Events.Of(Id);

    /// <summary>Returns once the switch has led her on to this context of the dialplan: what she keys in before may mean something else, or nothing.</summary>
    public Task IsInAsync(string context) => Until.TrueAsync(
        async () => (await hotline.SwitchAsync("core show channels concise")).Split('\n').Any(channel => channel.Split('!') is [_, var at, .., var id] && (at, id.Trim()) == (context, Id)),
        what: $"{Id} is in {context}");

    public Task HangUpAsync() => caller.HangUpAsync();

    /// <summary>Returns when the hotline has noted the end.</summary>
    public async Task<CallEnded> HangUpAndSettleAsync()
    {
        await caller.HangUpAsync();
        return await NextAsync<CallEnded>();
    }

    public async Task<IReadOnlyList<Explanation>> ExplainAsync() =>
        (await hotline.GetAsync<CallExplanation>($"/api/v1/calls/{Id}/explanation")).Decisions;

    private sealed record CallExplanation(string CallId, IReadOnlyList<Explanation> Decisions);
}
