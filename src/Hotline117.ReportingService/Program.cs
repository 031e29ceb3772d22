using Hotline117.Hosting;
using Hotline117.ReportingService;
using Hotline117.ReportingService.Api;
using Hotline117.ReportingService.Consumers;
using Hotline117.ReportingService.Store;

return await HotlineHost.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHotlineDefaults("reporting", ReportingTelemetry.Name, "Npgsql");
    var settings = ReportingSettings.Read(builder.Configuration);
    builder.AddStore(settings.Postgres);
    builder.AddEventQueue(settings);
    builder.AddStatisticsApi();

    var app = builder.Build();
    app.UseApiDefaults();
    app.MapStatisticsApi();
    return app;
});
