using Hotline117.Hosting;
using Npgsql;

namespace Hotline117.ReportingService;

/// <summary>Where RabbitMQ and PostgreSQL are.</summary>
public sealed record ReportingSettings(Uri Broker, NpgsqlConnectionStringBuilder Postgres)
{
    /// <exception cref="ConfigurationException">Lists every fault.</exception>
    public static ReportingSettings Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        if (!Uri.TryCreate(configuration["RabbitMq:Uri"], UriKind.Absolute, out var broker) || broker.Scheme is not ("amqp" or "amqps"))
        {
            faults.Add("RabbitMq:Uri is missing or not of the form amqp://USER:PASSWORD@HOST:PORT/VHOST.");
        }

        var postgres = ReadPostgres(configuration["Postgres:ConnectionString"]);
        if (postgres is null)
        {
            faults.Add("Postgres:ConnectionString is missing or not of the form Host=HOST;Port=PORT;Database=NAME;Username=USER;Password=PASSWORD.");
        }

        return faults.Count == 0 ? new(broker!, postgres!) : throw new ConfigurationException(faults);
    }

    private static NpgsqlConnectionStringBuilder? ReadPostgres(string? connectionString)
    {
        try
        {
            // A server that hangs is noticed within seconds, unless the setting says otherwise.
            var postgres = new NpgsqlConnectionStringBuilder("Timeout=5;Command Timeout=10;Application Name=hotline117-reporting;" + connectionString);
            return string.IsNullOrEmpty(postgres.Host) ? null : postgres;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }
}
