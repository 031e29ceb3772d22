using Npgsql;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>The store's tables, empty and apart from the service's, in the same database.</summary>
internal sealed class OwnTables(ReportingStack stack, string schema) : IAsyncDisposable
{
    private static readonly string[] Tables = ["events", "calls", "published_months", "reduced_months"];

    public NpgsqlDataSource Database { get; } = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(stack.Postgres) { SearchPath = schema, Pooling = false }.ConnectionString);

    public static async Task<OwnTables> MakeAsync(ReportingStack stack, string schema)
    {
        await RunAsync(stack, $"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}; {string.Join("; ", Tables.Select(table => $"CREATE TABLE {schema}.{table} (LIKE public.{table} INCLUDING ALL)"))}");
        return new(stack, schema);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await RunAsync(stack, $"DROP SCHEMA {schema} CASCADE");
    }

    private static async Task RunAsync(ReportingStack stack, string sql)
    {
        await using var command = stack.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>The right time, and so much.</summary>
internal sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
