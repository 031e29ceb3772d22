using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Hotline117.Web.Shared;

/// <summary>Kyrgyz, Russian and English: by the reader's choice (a cookie), else by the browser's, else Kyrgyz.</summary>
public static class Languages
{
    public const string ChoicePath = "/language";

    public static IReadOnlyList<CultureInfo> All { get; } =
        [CultureInfo.GetCultureInfo("ky"), CultureInfo.GetCultureInfo("ru"), CultureInfo.GetCultureInfo("en")];

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SupportedCultures = options.SupportedUICultures = [.. All];
            options.DefaultRequestCulture = new RequestCulture(All[0]);
            options.CultureInfoUseUserOverride = false;
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
    }

    public static void MapLanguageChoice(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(ChoicePath, Choose).AllowAnonymous();

    // Binding a form makes the framework check its antiforgery token.
    private static IResult Choose([FromForm] string language, [FromForm] string? returnUrl, HttpContext context)
    {
        if (All.FirstOrDefault(culture => culture.Name == language) is not { } chosen)
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        return Results.LocalRedirect(LocalUrl.OrRoot(returnUrl));
    }
}
