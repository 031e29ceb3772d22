using Hotline117.Hosting;
using Hotline117.Hosting.SignIn;
using Hotline117.Hosting.SignIn.Clients;
using Hotline117.ReportingService;
using Hotline117.ReportingService.Api;
using Hotline117.ReportingService.Consumers;
using Hotline117.ReportingService.Store;

if (args is [FactsRebuild.Command])
{
    return await FactsRebuild.RunCommandAsync();
}

return await HotlineHost.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHotlineDefaults("reporting", ReportingTelemetry.Name, "Npgsql").AddApiClients(builder.Configuration);
    // The portal asks for whoever is signed in there.
    builder.Services.Configure<ApiKeyAuthenticationOptions>(ApiKeyAuthentication.SchemeName, keys => keys.HearsOfPeople = true);
    var settings = ReportingSettings.Read(builder.Configuration);
    builder.AddStore(settings.Postgres);
    builder.AddEventQueue(settings);
    builder.AddStatisticsApi(StatisticsSettings.Read(builder.Configuration));

    var app = builder.Build();
    app.UseApiDefaults();
    // After sign-in: each key and client has its own.
    app.UseRateLimiter();
    app.MapStatisticsApi();
    return app;
});
