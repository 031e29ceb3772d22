using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Hotline117.ReportingService.Api;

/// <summary>How often whoever has a key, or a client, may ask. Whoever asks more often is told when to come again.</summary>
public static class RateLimits
{
    public const string PerKey = "per-key";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddRateLimits(this IServiceCollection services, int requestsPerMinute) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.AddPolicy(PerKey, context => RateLimitPartition.GetFixedWindowLimiter(
            context.User.Identity?.Name ?? "", _ => new() { PermitLimit = requestsPerMinute, Window = Window }));
        limits.OnRejected = async (rejected, cancellation) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            rejected.HttpContext.Response.Headers.RetryAfter = seconds;
            await TypedResults.Problem(
                $"At most {requestsPerMinute} requests a minute are answered for one key or client; try again in {seconds} seconds. Published months don't change: keep what you have.",
                statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
        };
    });
}
