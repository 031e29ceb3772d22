using System.Net.Sockets;
using Hotline117.AppHost.Settings;
using Npgsql;
using RabbitMQ.Client;
using StackExchange.Redis;

namespace Hotline117.IntegrationTests.Parts;

/// <summary>Asks each server by its usual client.</summary>
internal static class ServerChecks
{
    public static async Task AllAnswerAsync(Endpoints endpoints, CancellationToken stop)
    {
        await using (var redis = await ConnectionMultiplexer.ConnectAsync(endpoints.Redis))
        {
            await redis.GetDatabase().PingAsync();
            Assert.Equal(8, redis.GetServers().Single().Version.Major);
        }

        await using (var amqp = await new ConnectionFactory { Uri = new Uri(endpoints.Amqp) }.CreateConnectionAsync(stop))
        {
            Assert.True(amqp.IsOpen);
        }

        await using (var postgres = new NpgsqlConnection(endpoints.Postgres + ";Pooling=false"))
        {
            await postgres.OpenAsync(stop);
            await using var version = new NpgsqlCommand("select current_setting('server_version_num')::int / 10000", postgres);
            Assert.Equal(18, await version.ExecuteScalarAsync(stop));
        }

        using var ami = new TcpClient();
        await ami.ConnectAsync(endpoints.Ami.Host, endpoints.Ami.Port, stop);
        using var reader = new StreamReader(ami.GetStream());
        Assert.StartsWith("Asterisk Call Manager/", await reader.ReadLineAsync(stop), StringComparison.Ordinal);
    }
}
