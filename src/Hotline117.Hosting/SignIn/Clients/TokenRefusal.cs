using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;

namespace Hotline117.Hosting.SignIn.Clients;

/// <summary>Why a request with a token is refused, other than that the token itself is not good.</summary>
/// <param name="error">RFC 6750's code; null where the request is not at fault.</param>
internal sealed class TokenRefusal(int status, string? error, string detail) : Exception(detail)
{
    public static TokenRefusal TwoSignIns { get; } = new(StatusCodes.Status400BadRequest, "invalid_request",
        $"Send a token or {ApiKeyAuthentication.Header}, not both; and {OnBehalfOf.Header} is not for tokens.");

    public static TokenRefusal UnknownClient { get; } = new(StatusCodes.Status401Unauthorized, "invalid_token",
        "The token is good, but its client is not among those that may call (ApiClients:Clients).");

    public static TokenRefusal ProviderAway { get; } = new(StatusCodes.Status503ServiceUnavailable, null,
        "The provider of tokens can't be reached, so none can be checked; try again in a few seconds. API keys go on working.");

    public async Task AnswerAsync(JwtBearerChallengeContext challenge)
    {
        challenge.HandleResponse();
        var headers = challenge.Response.Headers;
        if (error is null)
        {
            headers.RetryAfter = "5";
        }
        else
        {
            headers.WWWAuthenticate = $"Bearer error=\"{error}\", error_description=\"{Message}\"";
        }

        await TypedResults.Problem(Message, statusCode: status).ExecuteAsync(challenge.HttpContext);
    }
}
