using Microsoft.AspNetCore.Diagnostics;
using StackExchange.Redis;

namespace Hotline117.RoutingService.Api;

/// <summary>A request that needs Redis while Redis is away: 503, and when to ask again.</summary>
internal sealed class StoreAway(IProblemDetailsService problems, ILogger<StoreAway> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (RedisException or TimeoutException))
        {
            return false;
        }

        log.LogWarning("{Method} {Path} was not answered: Redis is away ({Reason}).", httpContext.Request.Method, httpContext.Request.Path, exception.GetType().Name);
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = "1";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Title = "Redis does not answer.",
                Detail = "Read again before you change anything: it is not known whether a change was stored. Calls go on by the last good plan.",
            },
        });
    }
}
