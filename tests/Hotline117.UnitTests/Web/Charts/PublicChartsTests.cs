using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Statistics.Charts;
using Microsoft.AspNetCore.Http;
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
        charts = new(new(http, time, NullLogger<ChartClient>.Instance), time, NullLogger<PublicCharts>.Instance);
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
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(1, reporting.Asked);
    }

    [Fact]
    public async Task Who_comes_while_old_figures_are_renewed_has_the_old_ones_at_once_and_they_are_asked_for_once()
    {
        var old = await FirstAsync();
        reporting.Answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
        time.Advance(PublicCharts.Fresh);

        Assert.Same(old, await AskAsync());
        Assert.Same(old, await AskAsync());

        reporting.Answers.SetResult();
        await UntilAsync(async () => !ReferenceEquals(await AskAsync(), old));
        Assert.Equal(2, reporting.Asked);
    }

    [Fact]
    public async Task Who_comes_when_they_are_an_hour_old_waits_for_new_ones()
    {
        var old = await FirstAsync();
        reporting.Answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
        time.Advance(PublicCharts.Oldest);

        var asked = AskAsync();
        Assert.False(asked.IsCompleted);
        reporting.Answers.SetResult();

        Assert.NotSame(old, await asked);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task That_reporting_refuses_is_no_fault_of_who_reads_and_it_is_asked_again_after_a_moment(HttpStatusCode refusal)
    {
        reporting.Status = refusal;
        reporting.Answers.SetResult();

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, ChartFiles.StatusOf((await AskAsync()).Fault));

        reporting.Status = HttpStatusCode.OK;
        Assert.NotNull((await AskAsync()).Fault);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.NotNull((await AskAsync()).First);
    }

    private Task<ChartAnswer> AskAsync() => charts.AskAsync(TestContext.Current.CancellationToken);

    private async Task<ChartAnswer> FirstAsync()
    {
        reporting.Answers.SetResult();
        return await AskAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var patience = Stopwatch.StartNew(); !await isSo();)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(10), "It never came to be so.");
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        http.Dispose();
        reporting.Dispose();
    }

    /// <summary>Has published nothing yet, and says so when it is let.</summary>
    private sealed class SlowReporting : HttpMessageHandler
    {
        public TaskCompletionSource Answers { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;
        public int Asked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isDefinitions = request.RequestUri!.AbsolutePath.EndsWith("/definitions", StringComparison.Ordinal);
            Asked += isDefinitions ? 1 : 0;
            await Answers.Task.WaitAsync(cancellationToken);
            return new(Status)
            {
                Content = isDefinitions ? JsonContent.Create(FigureDefinitions.With(20, 5, 5, 3), options: ContractJson.Options) : JsonContent.Create(Array.Empty<ReportListing>(), options: ContractJson.Options),
            };
        }
    }
}
