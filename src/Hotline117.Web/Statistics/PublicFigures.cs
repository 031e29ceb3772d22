using Hotline117.Contracts;
using Hotline117.Web.Centres;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.OutputCaching;

namespace Hotline117.Web.Statistics;

/// <summary>What is published, for everybody and without a key: the Ministry's own tables, in which nobody can be found, but for those by centre, which centres have not agreed to be compared by.</summary>
public static class PublicFigures
{
    public const string Path = "/public/v1/figures";
    private const string Policy = "published";
    private static readonly string[] Parameters = ["from", "to", "by", "format"];
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private const long MostBytesKept = 16 << 20;

    private static readonly string Groupings = string.Join(", ", Enum.GetValues<Grouping>().Where(by => by is not Grouping.Centre).Select(StatisticsQuery.Word));

    // However many people ask, and how often: each table is asked of ReportingService once in a while.
    public static void AddPublicFigures(this IServiceCollection services) => services.AddOutputCache(cache =>
    {
        cache.SizeLimit = MostBytesKept;
        cache.AddPolicy(Policy, policy => policy.Expire(Fresh).SetVaryByQuery(Parameters));
    });

    public static void MapPublicFigures(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet(Path, ReadAsync).AllowAnonymous().RequireRateLimiting(PublicRateLimit.PerAddress).CacheOutput(Policy);

    private static async Task<IResult> ReadAsync(string? from, string? to, string? by, string? format, HttpContext context, StatisticsClient client, TimeProvider time)
    {
        var (query, _) = StatisticsQuery.Parse(from, to, by, view: null, BishkekTime.DateOf(time.GetUtcNow()));
        if (query is null or { By: Grouping.Centre } || format is not (null or "" or "json" or "csv") || context.Request.Query.Keys.Except(Parameters).Any())
        {
            return TypedResults.Problem(
                $"Ask with 'from' and 'to', months such as 2026-03, both included and at most {StatisticsQuery.MostMonths} (without them it is the last month that is published), 'by', which is one of {Groupings}, and 'format', json or csv.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        var (figures, fault) = await client.FiguresAsync(query, context.RequestAborted);
        var file = figures is not null && format == "csv" ? await client.FileAsync(query, format, context.RequestAborted) : null;
        if (figures is null && fault == StatisticsClient.NotPublished)
        {
            return TypedResults.Problem("Not all of these months are published: a month is some days after its end, and none is from before 2026.", statusCode: StatusCodes.Status404NotFound);
        }

        if (figures is null || (format == "csv" && file is null))
        {
            context.Response.Headers.RetryAfter = "60";
            return TypedResults.Problem("The figures can't be had now; try again in a minute.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        context.Response.Headers.CacheControl = $"public, max-age={Fresh.TotalSeconds:0}";
        return file is not null ? TypedResults.File(file, "text/csv; charset=utf-8", "hotline117.csv") : TypedResults.Json(figures.Groups, ContractJson.Options);
    }
}
