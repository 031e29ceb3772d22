using System.Net;
using System.Net.Http.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Statistics.Charts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Web.Charts;

public sealed class PublicChartsTests : IDisposable
{
    private readonly FakeTimeProvider time = new(new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero));
    private readonly SlowReporting reporting = new();
    private readonly HttpClient http;
    private readonly PublicCharts charts;

    public PublicChartsTests()
    {
        http = new(reporting) { BaseAddress = new("http://reporting.test/") };
        charts = new(new(http, time, NullLogger<ChartClient>.Instance), time);
    }

    [Fact]
    public async Task Who_goes_away_while_the_figures_are_asked_for_does_not_stop_that_for_the_others()
    {
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var first = charts.AskAsync(impatience.Token);
        var second = charts.AskAsync(TestContext.Current.CancellationToken);

        await impatience.CancelAsync();
        reporting.Answers.SetResult();

        Assert.NotNull((await second).First);
        Assert.Same(await second, await first);
        Assert.Equal(1, reporting.Asked);
    }

    public void Dispose()
    {
        charts.Dispose();
        http.Dispose();
        reporting.Dispose();
    }

    /// <summary>Has published nothing yet, and says so when it is let.</summary>
    private sealed class SlowReporting : HttpMessageHandler
    {
        public TaskCompletionSource Answers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public int Asked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isDefinitions = request.RequestUri!.AbsolutePath.EndsWith("/definitions", StringComparison.Ordinal);
            Asked += isDefinitions ? 1 : 0;
            await Answers.Task.WaitAsync(cancellationToken);
            return new(HttpStatusCode.OK)
            {
                Content = isDefinitions ? JsonContent.Create(FigureDefinitions.With(20, 5, 5, 3), options: ContractJson.Options) : JsonContent.Create(Array.Empty<ReportListing>(), options: ContractJson.Options),
            };
        }
    }
}
