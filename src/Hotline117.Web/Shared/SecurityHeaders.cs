namespace Hotline117.Web.Shared;

/// <summary>What browsers may do with our pages: load from here alone, run no inline script or style, be framed by nobody, keep nothing.</summary>
public static class SecurityHeaders
{
    public static void UseHotlineSecurityHeaders(this WebApplication app)
    {
        app.UseSecurityHeaders(policy => policy
            .AddContentSecurityPolicy(csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddScriptSrc().Self();
                csp.AddStyleSrc().Self();
                csp.AddImgSrc().Self();
                csp.AddConnectSrc().Self();
                csp.AddFormAction().Self();
                csp.AddBaseUri().Self();
                csp.AddFrameAncestors().None();
            })
            .AddContentTypeOptionsNoSniff()
            .AddFrameOptionsDeny()
            .AddReferrerPolicyNoReferrer()
            .AddCrossOriginOpenerPolicy(opener => opener.SameOrigin())
            .AddCrossOriginResourcePolicy(resource => resource.SameOrigin())
            .AddPermissionsPolicy(permissions =>
            {
                permissions.AddCamera().None();
                permissions.AddMicrophone().None();
                permissions.AddGeolocation().None();
                permissions.AddPayment().None();
                permissions.AddUsb().None();
            })
            .AddStrictTransportSecurityMaxAge());
        app.Use((context, next) =>
        {
            // Static files overwrite it with a rule of their own.
            context.Response.Headers.CacheControl = "no-cache, no-store";
            return next(context);
        });
    }
}
