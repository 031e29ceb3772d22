using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hotline117.ReportingService.Store;

public static class StoreRegistration
{
    public static void AddStore(this WebApplicationBuilder builder, NpgsqlConnectionStringBuilder postgres)
    {
        var database = new NpgsqlDataSourceBuilder(postgres.ConnectionString);
        // Probes are no part of a trace.
        database.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => Activity.Current is { Recorded: true }));
        // EF Core calls a missing table an error while it looks for the first migration; real failures are logged by SchemaMigration.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        var services = builder.Services;
        services.AddSingleton(database.Build());
        services.AddDbContextFactory<ReportingContext>((provider, context) => context.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<EventStore>();
        services.AddSingleton<SchemaMigration>().AddHostedService(provider => provider.GetRequiredService<SchemaMigration>());
        services.AddSingleton<EventWriter>().AddHostedService(provider => provider.GetRequiredService<EventWriter>());
        services.AddHealthChecks().AddCheck<PostgresHealth>("postgres").AddCheck<SchemaHealth>("migrations");
    }
}
