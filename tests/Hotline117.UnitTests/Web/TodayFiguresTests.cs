using System.Net;
using System.Net.Http.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Statistics.Today;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Web;

public sealed class TodayFiguresTests : IDisposable
{
    private readonly FakeTimeProvider time = new(new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero));
    private readonly Reporting reporting = new();
    private readonly HttpClient http;
    private readonly TodayFigures today;

    public TodayFiguresTests()
    {
        http = new(reporting) { BaseAddress = new("http://reporting.test/") };
        today = new(http, time, NullLogger<TodayFigures>.Instance);
    }

    [Fact]
    public async Task Figures_are_asked_for_again_and_again_and_the_last_ones_stay_with_their_time_while_reporting_is_away()
    {
        Assert.Null(today.Current);
        await today.StartAsync(TestContext.Current.CancellationToken);
        await IsReceivedAsync(1);
        Assert.Contains(today.Current!.Definitions, figure => figure.Id == "received");

        reporting.Received = 2;
        time.Advance(TodayFigures.AskEvery);
        await IsReceivedAsync(2);
        var last = time.GetUtcNow();

        reporting.IsAway = true;
        var asked = reporting.Asked;
        time.Advance(TodayFigures.AskEvery);
        await UntilAsync(() => reporting.Asked > asked);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((2, last), (today.Current!.All.Figures["received"], today.Current.At));
        Assert.True(today.Current.IsOldAt(time.GetUtcNow()));
        Assert.False(today.Current.IsOldAt(last + TodayFigures.AskEvery));

        (reporting.IsAway, reporting.Received) = (false, 3);
        time.Advance(TodayFigures.AskEvery);
        await IsReceivedAsync(3);
    }

    private Task IsReceivedAsync(double calls) => UntilAsync(() => today.Current?.All.Figures["received"] == calls);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(5, limit.Token);
    }

    public void Dispose()
    {
        today.Dispose();
        http.Dispose();
        reporting.Dispose();
    }

    /// <summary>Answers as ReportingService does.</summary>
    private sealed class Reporting : HttpMessageHandler
    {
        private volatile int asked;

        public double Received { get; set; } = 1;
        public bool IsAway { get; set; }
        public int Asked => asked;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref asked);
            return Task.FromResult(IsAway ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = request.RequestUri!.PathAndQuery switch
                {
                    "/api/v1/statistics/definitions" => JsonContent.Create(FigureDefinitions.With(20, 5, 5, 3), options: ContractJson.Options),
                    "/api/v1/statistics/figures?view=exact" => JsonContent.Create(
                        new FigureTable(time, time, [], true, [], [new(null, new Dictionary<string, string>(), new Dictionary<string, double?> { ["received"] = Received }, [])], null), options: ContractJson.Options),
                    var other => throw new InvalidOperationException(other),
                },
            });
        }

        private static readonly DateTimeOffset time = new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero);
    }
}
