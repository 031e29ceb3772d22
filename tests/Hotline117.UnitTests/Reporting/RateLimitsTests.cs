using System.Diagnostics;
using System.Security.Claims;
using Hotline117.ReportingService.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline117.UnitTests.Reporting;

public class RateLimitsTests
{
    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again_and_nobody_else_waits_for_it()
    {
        var parts = new ServiceCollection().AddLogging().AddRouting();
        using var diagnostics = new DiagnosticListener("none");
        parts.AddSingleton(diagnostics);
        parts.AddRateLimits(requestsPerMinute: 2);
        await using var services = parts.BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseRouting().UseRateLimiter().UseEndpoints(endpoints => endpoints.MapGet("/figures", () => "").RequireRateLimiting(RateLimits.PerKey));
        var pipeline = app.Build();

        Assert.Equal(StatusCodes.Status200OK, (await AskAsync("key:ministry")).Status);
        Assert.Equal(StatusCodes.Status200OK, (await AskAsync("key:ministry")).Status);
        var (status, retryAfter, told) = await AskAsync("key:ministry");
        Assert.Equal(StatusCodes.Status429TooManyRequests, status);
        Assert.InRange(int.Parse(retryAfter, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("At most 2 requests a minute", told, StringComparison.Ordinal);
        Assert.Equal(StatusCodes.Status200OK, (await AskAsync("key:supervisor")).Status);

        async Task<(int Status, string RetryAfter, string Told)> AskAsync(string key)
        {
            await using var scope = services.CreateAsyncScope();
            using var body = new MemoryStream();
            var context = new DefaultHttpContext
            {
                RequestServices = scope.ServiceProvider,
                User = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, key)], "test")),
                Request = { Method = "GET", Path = "/figures" },
                Response = { Body = body },
            };
            await pipeline(context);
            return (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString(), System.Text.Encoding.UTF8.GetString(body.ToArray()));
        }
    }
}
