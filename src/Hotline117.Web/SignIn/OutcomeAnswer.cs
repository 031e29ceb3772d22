using System.Globalization;
using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.SignIn;

public static class OutcomeAnswer
{
    /// <summary>Answers an attempt that failed: 401, 429 with when to come back, or 503.</summary>
    /// <returns>What the page says.</returns>
    public static string Tell(this SignInOutcome outcome, HttpResponse response, IStringLocalizer<Texts> texts, string refused)
    {
        switch (outcome)
        {
            case SignInOutcome.TooMany(var retryAfter):
                var seconds = (int)Math.Ceiling(retryAfter.TotalSeconds);
                response.StatusCode = StatusCodes.Status429TooManyRequests;
                response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                return texts["SignIn.TooMany", $"{seconds / 60}:{seconds % 60:00}"];
            case SignInOutcome.Away:
                response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return texts["SignIn.Away"];
            default:
                response.StatusCode = StatusCodes.Status401Unauthorized;
                return texts[refused];
        }
    }
}
