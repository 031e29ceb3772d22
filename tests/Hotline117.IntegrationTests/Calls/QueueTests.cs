using System.Net;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>Those who wait are called by the router: the switch itself would ask only after a minute.</summary>
public class QueueTests(Hotline hotline) : CallTests(hotline)
{
    [Fact]
    public async Task Sixty_callers_for_eight_places_are_all_answered_in_the_order_in_which_they_came()
    {
        await WaitForLongAsync();
        await Hotline.OnShiftAsync(Lines);
        var places = Lines.Sum(line => line.Capacity);
        var rungBefore = Rings;
        var received = new List<CallReceived>();
        while (received.Count < 60)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Hotline.DialUnseenAsync()));
            for (var i = 0; i < 6; i++)
            {
                received.Add(await Hotline.Events.NextCallAsync());
            }
        }

        await Until.TrueAsync(() => received.Count(call => Answer(call) is not null) == places);
        await Until.TrueAsync(() => received.Count(call => Hotline.Events.Of<CallQueued>(call.CallId).Count > 0) == received.Count - places);
        var inOrder = received.Where(call => Answer(call) is null).OrderBy(call => call.OccurredAt).ThenBy(call => call.CallId, StringComparer.Ordinal).ToList();
        var talking = new Queue<(TestLine Line, PhoneCall Phone)>();
        foreach (var line in Lines.SelectMany(line => Enumerable.Repeat(line, line.Capacity)))
        {
            talking.Enqueue((line, await Hotline.RingsAsync(line)));
        }

        for (var answered = 1; answered <= inOrder.Count; answered++)
        {
            var (line, phone) = talking.Dequeue();
            await phone.HangUpAsync();
            talking.Enqueue((line, await Hotline.RingsAsync(line)));
            await Hotline.Events.NextAsync<CallAnswered>(inOrder[answered - 1].CallId);
            Assert.Equal(answered, inOrder.Count(call => Answer(call) is not null));
        }

        Assert.All(received, call => Assert.Equal(OfferSource.Router, Assert.Single(Hotline.Events.Of<CallOffered>(call.CallId)).Source));
        Assert.Equal(received.Count, Rings - rungBefore);
        Assert.All(Lines, line => Assert.Equal(line.Capacity, Hotline.Phones.PeakOf(line.Number)));
    }

    [Fact]
    public async Task A_place_that_only_the_store_knows_to_be_taken_is_asked_for_calmly_until_it_is_free()
    {
        await WaitForLongAsync();
        await Hotline.OnShiftAsync(Osh);
        // As after a restart of the routers, while somebody writes up a call.
        var freeAt = new DateTimeOffset(await Hotline.RedisServer.TimeAsync()).AddSeconds(5).ToUnixTimeMilliseconds();
        await Hotline.Redis.SortedSetAddAsync($"{{h117}}:places:{Osh.Id}", "earlier", freeAt);

        var call = await Hotline.DialAsync();
        await call.NextAsync<CallQueued>();
        await call.NextAsync<CallAnswered>();

        Assert.Equal(2, (await call.ExplainAsync()).Count);
        await call.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Who_presses_1_while_waiting_is_called_before_those_who_came_earlier()
    {
        var (talking, earlier, later) = await TwoWaitAsync();

        await later.Caller.PressAsync(1);
        await Until.TrueAsync(async () => await PriorityOfAsync(later) is CallPriority.Danger);
        await talking.HangUpAndSettleAsync();
        await later.NextAsync<CallAnswered>();

        Assert.Empty(earlier.Events.OfType<CallOffered>());
        var decision = (await later.ExplainAsync())[^1];
        Assert.Equal((CallPriority.Danger, 0), (decision.Priority, decision.Ahead));
        await later.HangUpAndSettleAsync();
        await earlier.NextAsync<CallAnswered>();
        await earlier.HangUpAndSettleAsync();
    }

    [Fact]
    public async Task Who_presses_1_while_the_greeting_speaks_is_in_danger_and_a_phone_rings_at_once()
    {
        await Hotline.OnShiftAsync(Osh);
        await Hotline.SetGlobalAsync("GREETING", Hotline.Prompt("greeting"));

        var caller = await Hotline.DialUnseenAsync();
        await caller.PressAsync(1);
        await Hotline.RingsAsync(Osh, TimeSpan.FromSeconds(2.5));
        var call = await Hotline.Events.NextCallAsync();

        var offered = await Hotline.Events.NextAsync<CallOffered>(call.CallId);
        Assert.Equal(CallPriority.Danger, offered.Explanation!.Priority);
        await caller.HangUpAsync();
    }

    [Fact]
    public async Task Who_presses_2_while_waiting_is_put_through_to_the_emergency_line()
    {
        var (talking, _, later) = await TwoWaitAsync();

        await later.IsInAsync("hotline-wait-now");
        await later.Caller.PressAsync(2);

        await Hotline.Phones.NextCallAsync(EmergencyNumber, Until.Patience);
        await Hotline.StartAfreshAsync();
        Assert.Equal(Disposition.Overflowed, (await later.NextAsync<CallEnded>()).Disposition);
        await talking.NextAsync<CallEnded>();
    }

    [Fact]
    public async Task A_dispatcher_moves_a_caller_up_or_behind_all_others_and_every_router_and_the_audit_trail_know()
    {
        var (talking, earlier, later) = await TwoWaitAsync();

        using var behind = await SetPriorityAsync(earlier.Id, "behind");
        Assert.Equal(HttpStatusCode.OK, behind.StatusCode);
        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => await PriorityOfAsync(earlier, replica) is CallPriority.Behind, what: $"{replica} knows");
        }

        await talking.HangUpAndSettleAsync();
        await later.NextAsync<CallAnswered>();
        Assert.Empty(earlier.Events.OfType<CallOffered>());
        using var answer = await Hotline.SendAsync(HttpMethod.Get, $"{Hotline.Stack.Endpoints.Routing}/api/v1/audit", Roles.Administrator);
        Assert.Contains(earlier.Id, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await later.HangUpAndSettleAsync();
        await earlier.NextAsync<CallAnswered>();
        using var tooLate = await SetPriorityAsync(earlier.Id, "danger");
        Assert.Equal(HttpStatusCode.Conflict, tooLate.StatusCode);
        await earlier.HangUpAndSettleAsync();
    }

    [Theory]
    [InlineData("nobody-1.1", "danger", "Heard her cry.", HttpStatusCode.NotFound)]
    [InlineData("nobody-1.1", "urgent", "Heard her cry.", HttpStatusCode.BadRequest)]
    [InlineData("nobody-1.1", "danger", "", HttpStatusCode.BadRequest)]
    [InlineData("nobody-1.1", "danger", "call 0772 123 456", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_done_to_a_call_is_refused(string callId, string priority, string reason, HttpStatusCode expected)
    {
        using var answer = await SetPriorityAsync(callId, priority, reason);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static IReadOnlyList<TestLine> Lines => [.. FromOsh, Refuge];

    private int Rings => Hotline.Phones.Received.Where(message => message is { Method: "INVITE" }).DistinctBy(invite => invite.CallId).Count();

    private Task WaitForLongAsync() => Hotline.SetGlobalAsync("WAIT_SECONDS", "60");

    private async Task<(HotlineCall Talking, HotlineCall Earlier, HotlineCall Later)> TwoWaitAsync()
    {
        await WaitForLongAsync();
        await Hotline.OnShiftAsync(Osh);
        var talking = await Hotline.DialAsync();
        await talking.NextAsync<CallAnswered>();
        var earlier = await Hotline.DialAsync();
        await earlier.NextAsync<CallQueued>();
        var later = await Hotline.DialAsync();
        await later.NextAsync<CallQueued>();
        return (talking, earlier, later);
    }

    private Task<HttpResponseMessage> SetPriorityAsync(string callId, string priority, string reason = "The colleague at the desk knows her.") =>
        Hotline.PostAsync($"/api/v1/calls/{callId}/priority", new { priority, reason }, Roles.Dispatcher);

    private async Task<CallPriority> PriorityOfAsync(HotlineCall call, string? replica = null) =>
        (await Hotline.LiveAsync(replica)).Calls.Single(live => live.CallId == call.Id).Priority;

    private CallAnswered? Answer(CallReceived call) => Hotline.Events.Of<CallAnswered>(call.CallId).SingleOrDefault();
}
