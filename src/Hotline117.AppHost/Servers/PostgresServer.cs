using System.Globalization;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Parts;
using Npgsql;

namespace Hotline117.AppHost.Servers;

/// <summary>PostgreSQL 18 with one owner and one database.</summary>
internal static class PostgresServer
{
    private const string User = "hotline117";
    private const string Database = "hotline117";

    // The cluster gets its name when it is complete: a start that was killed while making it makes it again.
    private const string Script = """
        umask 077
        mkdir -p /srv/postgres && chown postgres:postgres /srv/postgres
        cd /srv/postgres
        as_postgres="setpriv --reuid=postgres --regid=postgres --init-groups"
        programs=/usr/lib/postgresql/18/bin
        if [ ! -d data ]; then
          rm -rf making
          printf %s "$DATABASE_PASSWORD" >password && chown postgres:postgres password
          $as_postgres $programs/initdb -D making -U "$DATABASE_USER" --pwfile=password -A scram-sha-256 -E UTF8 --locale=C.UTF-8
          rm password && mv making data
        fi
        unset DATABASE_PASSWORD
        exec $as_postgres $programs/postgres -D data -c listen_addresses=127.0.0.1 -c port="$PORT" -c unix_socket_directories= \
          -c max_connections=200 -c log_timezone=UTC -c timezone=UTC
        """;

    public static PartPlan Plan(int port, string password, string logs) => new(
        "PostgreSQL 18",
        new PartCommand("postgres", ["sh", "-euc", Script], Path.Combine(logs, "postgres.log"))
        {
            Server = "postgres",
            // Its fast shutdown: without waiting for clients to leave.
            StopSignal = Posix.Interrupt,
            Environment = new Dictionary<string, string>
            {
                ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
                ["DATABASE_USER"] = User,
                ["DATABASE_PASSWORD"] = password,
            },
        },
        stop => HasDatabaseAsync(port, password, stop),
        TimeSpan.FromSeconds(90));

    public static string ConnectionString(int port, string password) => ConnectionString(port, password, Database);

    private static string ConnectionString(int port, string password, string database) =>
        $"Host=127.0.0.1;Port={port};Database={database};Username={User};Password={password}";

    private static async Task<bool> HasDatabaseAsync(int port, string password, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(port, password, "postgres") + ";Pooling=false");
        await connection.OpenAsync(stop);
        await using var find = new NpgsqlCommand($"select count(*) from pg_database where datname = '{Database}'", connection);
        if (await find.ExecuteScalarAsync(stop) is 0L)
        {
            await using var create = new NpgsqlCommand($"create database {Database}", connection);
            await create.ExecuteNonQueryAsync(stop);
        }

        return true;
    }
}
