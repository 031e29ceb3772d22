using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Hotline117.Web.Centres;

/// <summary>How often one address may ask for what is public. Addresses are held in memory for the minute alone, and written nowhere.</summary>
public static class PublicRateLimit
{
    public const string PerAddress = "per-address";
    public const int RequestsPerMinute = 60;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>An IPv6 customer has a whole /64 of addresses.</summary>
    private const int BytesOfNetwork = 8;

    public static void AddPublicRateLimit(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.AddPolicy(PerAddress, context => RateLimitPartition.GetFixedWindowLimiter(
            NetworkOf(context.Connection.RemoteIpAddress), _ => new() { PermitLimit = RequestsPerMinute, Window = Window }));
        limits.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            var http = rejected.HttpContext;
            http.Response.Headers.RetryAfter = seconds;
            // A person gets the page of that status.
            if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            {
                await TypedResults.Problem(
                    $"At most {RequestsPerMinute} requests a minute are answered for one address; try again in {seconds} seconds. The list changes rarely: keep it, and ask with If-None-Match.",
                    statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
            }
        };
    });

    /// <returns>Alike for all addresses of one customer.</returns>
    public static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, BytesOfNetwork)),
        _ => address.ToString(),
    };
}
