using Microsoft.AspNetCore.Antiforgery;

namespace Hotline117.Web.Shared;

public static class AntiforgeryFilter
{
    /// <summary>Refuses a form that was not served by this site (400). Minimal APIs check it by themselves only where they bind a form.</summary>
    public static RouteHandlerBuilder RequireAntiforgery(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(async (context, next) =>
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.StatusCode(StatusCodes.Status400BadRequest);
    });
}
