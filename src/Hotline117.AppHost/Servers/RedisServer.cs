using System.Globalization;
using Hotline117.AppHost.Parts;
using Hotline117.AppHost.Supervision;

namespace Hotline117.AppHost.Servers;

/// <summary>Redis 8 with its append-only file.</summary>
internal static class RedisServer
{
    private const string Script = """
        umask 077
        mkdir -p /srv/redis && chown -R redis:redis /srv/redis
        exec setpriv --reuid=redis --regid=redis --init-groups redis-server --bind 127.0.0.1 --port "$PORT" --dir /srv/redis \
          --appendonly yes --appendfsync everysec --save '' --daemonize no
        """;

    public static PartPlan Plan(int port, string logs) => new(
        "Redis 8",
        new PartCommand("redis", ["sh", "-euc", Script], Path.Combine(logs, "redis.log"))
        {
            Server = "redis-server",
            Environment = new Dictionary<string, string> { ["PORT"] = port.ToString(CultureInfo.InvariantCulture) },
        },
        async stop => (await Readiness.AskAsync(port, "PING\r\n", stop)).StartsWith("+PONG", StringComparison.Ordinal),
        TimeSpan.FromSeconds(30));
}
