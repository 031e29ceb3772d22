namespace Hotline117.Web.Shared;

public static class ProblemPages
{
    /// <summary>People read a page about what went wrong, at the address they asked for; machines get the bare status.</summary>
    public static void UseProblemPages(this WebApplication app) => app.UseWhen(
        context => context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal),
        pages =>
        {
            pages.UseExceptionHandler("/problem/500", createScopeForErrors: true);
            pages.UseStatusCodePagesWithReExecute("/problem/{0}", createScopeForStatusCodePages: true);
        });
}
