using System.Security.Cryptography;
using System.Text.Json;
using Hotline117.Contracts;
using Microsoft.Net.Http.Headers;

namespace Hotline117.ReportingService.Api;

/// <summary>JSON that changes rarely: whoever has it already gets 304.</summary>
internal static class CachedJson
{
    public static IResult Of<T>(T content, HttpContext context)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(content, ContractJson.Options);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"");
        // By key: what one role may see is not for another one's cache.
        context.Response.Headers.CacheControl = "private, max-age=300";
        context.Response.Headers.Vary = "X-Api-Key";
        // Answers 304 where the tag is that of If-None-Match.
        return TypedResults.Bytes(body, "application/json; charset=utf-8", entityTag: tag);
    }
}
