using System.Net;
using System.Net.Http.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Public;
using Hotline117.Web.Centres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Web;

public sealed class CentreFeedTests
{
    private static readonly PublicCentre Osh = new("osh", new(null, null, "Osh"), "Osh", new("osh-city", new(null, null, "Osh (city)")), [], ["ky"]);

    [Fact]
    public async Task The_list_is_there_from_the_beginning_and_stays_while_the_router_is_away()
    {
        var (time, router) = (new FakeTimeProvider(), new Router { Centres = [Osh] });
        using var http = new HttpClient(router) { BaseAddress = new("http://routing/") };
        using var feed = new CentreFeed(http, time, NullLogger<CentreFeed>.Instance);
        await feed.StartAsync(TestContext.Current.CancellationToken);
        var first = feed.Current;
        Assert.Equal(["osh"], first!.Directory.Centres.Select(centre => centre.Id));

        router.Centres = null;
        var asked = router.Asked;
        await PassAsync(time, () => router.Asked >= asked + 3);
        Assert.Same(first, feed.Current);

        router.Centres = [Osh, Osh with { Id = "uzgen" }];
        await PassAsync(time, () => feed.Current != first);
        Assert.Equal(["osh", "uzgen"], feed.Current!.Directory.Centres.Select(centre => centre.Id));
        Assert.NotEqual(first.Tag, feed.Current.Tag);
        await feed.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Without_a_router_there_is_no_list_which_is_not_an_empty_one()
    {
        using var http = new HttpClient(new Router()) { BaseAddress = new("http://routing/") };
        using var feed = new CentreFeed(http, new FakeTimeProvider(), NullLogger<CentreFeed>.Instance);
        await feed.StartAsync(TestContext.Current.CancellationToken);

        Assert.Null(feed.Current);
        await feed.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task PassAsync(FakeTimeProvider time, Func<bool> holds)
    {
        for (var second = 0; !holds(); second++)
        {
            Assert.True(second < 1_000_000, "Nothing happens however much time passes.");
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    /// <summary>Away while it has no list.</summary>
    private sealed class Router : HttpMessageHandler
    {
        private int asked;

        public PublicCentre[]? Centres { get; set; }

        public int Asked => Volatile.Read(ref asked);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("/api/v1/centres/public", request.RequestUri!.AbsolutePath);
            var answer = Centres is { } centres
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(centres, options: ContractJson.Options) }
                : new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            Interlocked.Increment(ref asked);
            return Task.FromResult(answer);
        }
    }
}
