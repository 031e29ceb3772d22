using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Statistics;
using Hotline117.Contracts.WrapUps;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;
using Microsoft.AspNetCore.Mvc;
using StackExchange.Redis;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Calls;

/// <summary>What counsellors say of calls, from the API to the statistics.</summary>
public class WrapUpTests(Hotline hotline) : CallTests(hotline)
{
    private static readonly object Legal = new { help = "legal", risk = "high", referral = "police" };

    [Fact]
    public async Task What_is_said_during_or_after_a_call_is_told_once_and_counted_and_the_last_word_holds()
    {
        var from = TimeProvider.System.GetUtcNow();
        var first = await AnsweredAsync();
        await SaidAsync(first, new { help = "silent" });
        await first.HangUpAndSettleAsync();
        await SaidAsync(first, Legal);
        await SaidAsync(first, Legal);
        var second = await AnsweredAsync();
        await second.HangUpAndSettleAsync();
        await SaidAsync(second, new { help = "shelter", risk = "immediate" });

        await first.NextAsync<CallWrappedUp>(2);
        await second.NextAsync<CallWrappedUp>();
        Assert.Equal(["silent", "legal"], first.Events.OfType<CallWrappedUp>().Select(said => said.WrapUp.Help));
        Assert.All(Hotline.Events.All.Where(seen => seen.Event is CallWrappedUp), seen => Assert.Equal("call.wrapped-up", seen.RoutingKey));
        await Until.TrueAsync(async () => await KeysAsync(from, StatisticsDimension.Help) is ["legal", "shelter"]);
        Assert.Equal(["high", "immediate"], await KeysAsync(from, StatisticsDimension.Risk));
        Assert.Equal(["police", "unknown"], await KeysAsync(from, StatisticsDimension.Referral));
    }

    [Fact]
    public async Task What_many_say_at_once_to_different_routers_is_told_once()
    {
        var call = await AnsweredAsync();
        await call.HangUpAndSettleAsync();

        var routers = Hotline.Stack.Endpoints.RoutingReplicas;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => PostAsync(call.Id, Body(Legal), at: routers[i % routers.Count])));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await call.NextAsync<CallWrappedUp>();
        await SaidAsync(call, new { help = "other" });
        await call.NextAsync<CallWrappedUp>(2);
        Assert.Equal(["legal", "other"], call.Events.OfType<CallWrappedUp>().Select(said => said.WrapUp.Help));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task A_nuisance_is_told_to_all_routers_by_the_calls_id_alone()
    {
        var marked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var subscriber = Hotline.Redis.Multiplexer.GetSubscriber();
        await subscriber.SubscribeAsync(RedisChannel.Literal("{h117}:nuisance-marked"), (_, call) => marked.TrySetResult(call.ToString()));
        var call = await AnsweredAsync();
        await call.HangUpAndSettleAsync();

        await SaidAsync(call, new { help = WrapUpCodes.Nuisance });

        await Until.DoneAsync(marked.Task);
        Assert.Equal(call.Id, await marked.Task);
        await subscriber.UnsubscribeAllAsync();
    }

    [Fact]
    public async Task What_is_no_code_is_refused_with_every_wrong_field_and_changes_nothing()
    {
        var call = await AnsweredAsync();
        await call.HangUpAndSettleAsync();

        using var answer = await PostAsync(call.Id, """{"listVersion": 0, "note": "Aigul, Osh", "codes": {"help": "divorce", "risk": "hihg"}}""");

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = (await answer.Content.ReadFromJsonAsync<ValidationProblemDetails>(TestContext.Current.CancellationToken))!;
        Assert.Equal(["codes.help", "codes.risk", "listVersion", "note"], problem.Errors.Keys.Order());
        await SaidAsync(call, Legal);
        await call.NextAsync<CallWrappedUp>();
        Assert.Single(call.Events.OfType<CallWrappedUp>());
    }

    [Fact]
    public async Task A_call_that_nobody_answered_or_that_is_not_known_is_not_written_up()
    {
        await Hotline.OnShiftAsync(Osh);
        Hotline.Phones.Set(Osh.Number, PhoneHabit.Rings);
        var abandoned = await Hotline.DialAsync();
        await Hotline.RingsAsync(Osh);
        await abandoned.HangUpAndSettleAsync();

        using var unanswered = await PostAsync(abandoned.Id, Body(Legal));
        using var unknown = await PostAsync("nobody-1.1", Body(Legal));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound), (unanswered.StatusCode, unknown.StatusCode));
        Assert.False(await Hotline.Redis.KeyExistsAsync("{h117}:call:nobody-1.1"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Roles.Ministry, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Monitor, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Dispatcher, HttpStatusCode.NotFound)]
    [InlineData(Roles.Supervisor, HttpStatusCode.NotFound)]
    [InlineData(Roles.Service, HttpStatusCode.NotFound)]
    public async Task Only_who_may_writes_up(string? role, HttpStatusCode expected)
    {
        using var answer = await PostAsync("nobody-1.1", Body(Legal), role);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task The_codes_are_there_to_be_read_with_their_names()
    {
        var codes = await Hotline.GetAsync<WrapUpCodes>("/api/v1/wrap-up-codes", role: Roles.Dispatcher);

        Assert.Equal(WrapUpCodes.Current.Version, codes.Version);
        Assert.Equal(WrapUpCodes.Current.Help, codes.Help);
    }

    private async Task<HotlineCall> AnsweredAsync()
    {
        await Hotline.OnShiftAsync(Osh);
        var call = await Hotline.DialAsync();
        await call.NextAsync<CallAnswered>();
        return call;
    }

    private async Task SaidAsync(HotlineCall call, object codes)
    {
        using var answer = await PostAsync(call.Id, Body(codes));
        answer.EnsureSuccessStatusCode();
    }

    private Task<HttpResponseMessage> PostAsync(string callId, string body, string? role = Roles.Dispatcher, string? at = null) => Hotline.SendAsync(
        HttpMethod.Post, $"{at ?? Hotline.Stack.Endpoints.Routing}/api/v1/calls/{callId}/wrap-up", role, new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<IReadOnlyList<string>> KeysAsync(DateTimeOffset from, StatisticsDimension by) =>
        [.. (await Hotline.CountedAsync(from, 2, by)).Rows.Select(row => row.Key)];

    private static string Body(object codes) => JsonSerializer.Serialize(new { listVersion = WrapUpCodes.Current.Version, codes }, ContractJson.Options);
}
