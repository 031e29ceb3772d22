using Hotline117.Hosting;
using Hotline117.Hosting.Health;
using Hotline117.Web.Centres;
using Hotline117.Web.Directory;
using Hotline117.Web.Dispatch;
using Hotline117.Web.Rosters;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Hotline117.Web.SignIn.People;
using Hotline117.Web.SignIn.Provider;
using Hotline117.Web.Statistics;
using Hotline117.Web.Statistics.Charts;
using Hotline117.Web.Statistics.Forecast;
using Hotline117.Web.Statistics.Reports;
using Hotline117.Web.Statistics.Staffing;
using Hotline117.Web.Statistics.Statements;

return await HotlineHost.RunAsync(() =>
{
    // The content root is where the program lies, from wherever it is started.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseStaticWebAssets(); // Also un-published outside Development.
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 64 * 1024; // Only where a roster is uploaded it is more.
    });

    var authentication = builder.AddHotlineDefaults("web", WebTelemetry.Name);
    var settings = WebSettings.Read(builder.Configuration);
    builder.Services.AddSingleton(settings).AddLanguages();
    builder.Services.AddSignIn(authentication, settings);
    builder.Services.AddDispatchBoard(settings.Routing);
    builder.Services.AddStatistics(settings.Reporting);
    builder.Services.AddCentres(settings.Routing);
    builder.Services.AddRosters(settings.Routing);
    builder.Services.AddDirectory(settings.Routing);
    builder.Services.AddRazorComponents().AddInteractiveServerComponents();

    var app = builder.Build();
    app.UseHotlineSecurityHeaders();
    app.UseCookiePolicy();
    app.UseRequestLocalization();
    app.UseProblemPages();
    app.UsePeoplePages(settings);
    app.UseRouting();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.UseRateLimiter();
    app.UseOutputCache();

    app.MapHealthAndMetrics();
    app.MapSignIn();
    if (settings.Provider is { } provider)
    {
        app.MapProvider(provider);
    }

    app.MapLanguageChoice();
    app.MapStatisticsFiles();
    app.MapChartFiles();
    app.MapForecastFile();
    app.MapStaffingFile();
    app.MapStatementFiles();
    app.MapReportFiles();
    app.MapCentres();
    app.MapPublicFigures();
    app.MapRosterFiles();
    app.MapStaticAssets().AllowAnonymous();
    app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    return app;
});
