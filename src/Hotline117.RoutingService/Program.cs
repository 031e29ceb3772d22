using Hotline117.Contracts;
using Hotline117.Hosting;
using Hotline117.Hosting.SignIn;
using Hotline117.Hosting.SignIn.Clients;
using Hotline117.RoutingService;
using Hotline117.RoutingService.Alarms;
using Hotline117.RoutingService.Api;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.Outbound;
using Hotline117.RoutingService.State;

if (await Commands.RunAsync(args) is { } exitCode)
{
    return exitCode;
}

return await HotlineHost.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHotlineDefaults("routing", RoutingTelemetry.Name, "Hotline117.Asterisk", "MassTransit").AddApiClients(builder.Configuration);
    // The board acts for whoever is signed in there.
    builder.Services.Configure<ApiKeyAuthenticationOptions>(ApiKeyAuthentication.SchemeName, keys => keys.HearsOfPeople = true);
    var settings = RoutingSettings.Read(builder.Configuration, storeOnly: false);
    builder.Services.ConfigureHttpJsonOptions(json => ContractJson.Configure(json.SerializerOptions));

    builder.Services.AddSingleton(settings).AddSingleton(new GeographyInForce(settings.Country)).AddHostedService<GeographyWatch>().AddHostedService<WarningWatch>();
    builder.Services.AddStore(settings);
    builder.Services.AddSingleton<CallDecider>().AddSingleton<UnconfirmedCalls>().AddSingleton<CallHandler>().AddHostedSingleton<SignalQueue>().AddHostedSingleton<LiveBoard>().AddHostedService<Rehearsal>();
    builder.Services.AddSingleton<SpokenCodeStore>().AddHostedSingleton<AttackWatch>();
    builder.Services.AddSingleton<CoverStore>().AddHostedService<CoverWatch>();
    builder.Services.AddSingleton<AlarmStore>().AddSingleton<TrafficStore>().AddSingleton<AlarmEvidence>().AddHostedSingleton<AlarmWatch>();
    builder.Services.AddSingleton<CallerMemory>().AddHostedService<CallerMemoryFeed>();
    builder.Services.AddHostedSingleton<Callbacks>();
    builder.Services.AddHostedService<WaitingCalls>().AddHostedService<PlaceWatch>().AddHostedService<OverdueBringIns>().AddSingleton<NamedLines>().AddSingleton<PriorityDesk>().AddSingleton<WaitingDesk>().AddSingleton<TransferDesk>();
    builder.Services.AddSingleton<LineStates>().AddSingleton<LineDesk>().AddSingleton<DutyDesk>().AddSingleton<CallbackDesk>().AddSingleton<SecretDesk>();
    builder.Services.AddSwitches(settings);
    builder.Services.AddHostedService<Departure>();
    builder.Services.AddEventBus(settings.RabbitMq);
    if (settings.RelayEnabled)
    {
        builder.Services.AddHostedService<OutboxRelay>();
    }

    builder.Services.AddExceptionHandler<StoreAway>();
    builder.Services.AddHealthChecks().AddCheck<StoreCheck>("redis").AddCheck<SwitchesCheck>("asterisk").AddCheck<OutboxCheck>("rabbitmq").AddCheck<GeographyCheck>("geography");

    var app = builder.Build();
    app.UseApiDefaults();
    app.MapLive();
    app.MapExplanations();
    app.MapCalls();
    app.MapWhatIf();
    app.MapPolicy();
    app.MapDirectory();
    app.MapRosters();
    app.MapAudit();
    app.MapLines();
    app.MapWrapUps();
    app.MapSpokenCode();
    app.MapCallbacks();
    app.MapAlarms();
    return app;
});
