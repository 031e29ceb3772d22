using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using Hotline117.Contracts.Live;
using Hotline117.Web.Dispatch.Feed;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Web;

public sealed class LiveFeedClientTests
{
    private const string Snapshot = "event: snapshot\n" + """data: {"sequence":4,"at":"2026-01-31T06:00:00Z","calls":[],"centres":[]}""" + "\n\n";
    private const string Changes = "event: changes\n" + """data: {"sequence":5,"at":"2026-01-31T06:00:01Z","calls":[],"endedCallIds":["a"],"centres":[]}""" + "\n\n";

    private readonly FakeTimeProvider time = new(LiveSamples.Noon);
    private readonly Pipe wire = new();
    private int heard;

    [Fact]
    public async Task A_snapshot_and_changes_are_read_though_they_come_in_pieces()
    {
        await using var messages = Read();
        foreach (var octet in Encoding.UTF8.GetBytes(": hello\n\n" + Snapshot + "event: news\ndata: of later versions\n\n" + Changes))
            await wire.Writer.WriteAsync(new[] { octet }, TestContext.Current.CancellationToken);

        Assert.True(await messages.MoveNextAsync());
        Assert.Equal(4, Assert.IsType<LiveSnapshot>(messages.Current).Sequence);
        Assert.True(await messages.MoveNextAsync());
        Assert.Equal("a", Assert.IsType<LiveChanges>(messages.Current).EndedCallIds.Single());
    }

    [Fact]
    public async Task A_comment_alone_is_a_sign_of_life()
    {
        await using var messages = Read();
        var next = messages.MoveNextAsync().AsTask();
        await wire.Writer.WriteAsync(": keep-alive\n\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await wire.Writer.CompleteAsync();

        Assert.False(await next);
        Assert.True(heard > 0);
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_given_up()
    {
        await using var messages = Read();
        var next = messages.MoveNextAsync().AsTask();

        time.Advance(LiveFeedClient.DeadAfter);

        await Assert.ThrowsAsync<TimeoutException>(() => next);
    }

    [Theory]
    [InlineData("""{"calls":7}""")]
    [InlineData("""{}""")]
    [InlineData("""{"sequence":4,"at":"2026-01-31T06:00:00Z","calls":null,"centres":[]}""")]
    [InlineData("""{"sequence":4""")]
    public async Task A_message_against_the_contract_is_an_error(string data)
    {
        await using var messages = Read();
        await wire.Writer.WriteAsync(Encoding.UTF8.GetBytes($"event: snapshot\ndata: {data}\n\n"), TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<JsonException>(() => messages.MoveNextAsync().AsTask());
    }

    private IAsyncEnumerator<object> Read()
    {
        var http = new HttpClient(new ScriptedAnswer(wire.Reader.AsStream())) { BaseAddress = new Uri("http://routing.test/") };
        return new LiveFeedClient(http, time).ReadAsync(() => heard++, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    private sealed class ScriptedAnswer(Stream body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) });
    }
}
