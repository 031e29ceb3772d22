using System.Globalization;
using Hotline117.AppHost.Parts;
using Hotline117.AppHost.Supervision;

namespace Hotline117.AppHost.Servers;

/// <summary>RabbitMQ 4 with an Erlang port mapper of its own, so that other brokers on the machine neither see it nor are seen.</summary>
internal static class RabbitServer
{
    public const string User = "hotline117";

    private const string Script = """
        umask 077
        mkdir -p /srv/rabbitmq
        cat >/srv/rabbitmq/rabbitmq.conf <<END
        listeners.tcp.1 = 127.0.0.1:$RABBITMQ_NODE_PORT
        default_user = $BROKER_USER
        default_pass = $BROKER_PASSWORD
        log.console = true
        log.console.level = info
        log.file = false
        END
        echo '[].' >/srv/rabbitmq/enabled_plugins
        chown -R rabbitmq:rabbitmq /srv/rabbitmq
        unset BROKER_PASSWORD
        exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups /usr/lib/rabbitmq/bin/rabbitmq-server
        """;

    public static PartPlan Plan(int port, int distributionPort, int mapperPort, string password, string logs) => new(
        "RabbitMQ 4",
        new PartCommand("rabbitmq", ["sh", "-euc", Script], Path.Combine(logs, "rabbitmq.log"))
        {
            Server = "beam.smp",
            Environment = new Dictionary<string, string>
            {
                ["HOME"] = "/srv/rabbitmq",
                ["BROKER_USER"] = User,
                ["BROKER_PASSWORD"] = password,
                ["RABBITMQ_NODENAME"] = "hotline117@localhost",
                ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_NODE_PORT"] = port.ToString(CultureInfo.InvariantCulture),
                ["RABBITMQ_DIST_PORT"] = distributionPort.ToString(CultureInfo.InvariantCulture),
                ["ERL_EPMD_PORT"] = mapperPort.ToString(CultureInfo.InvariantCulture),
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
                ["RABBITMQ_MNESIA_BASE"] = "/srv/rabbitmq/data",
                ["RABBITMQ_LOG_BASE"] = "/srv/rabbitmq/log",
                ["RABBITMQ_CONFIG_FILE"] = "/srv/rabbitmq/rabbitmq.conf",
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = "/srv/rabbitmq/enabled_plugins",
                // The start script then becomes the server, so that signals and the end of the server are seen as they are.
                ["RUNNING_UNDER_SYSTEMD"] = "true",
            },
        },
        // The protocol header of AMQP 0-9-1; a ready broker answers with the method frame Connection.Start.
        async stop => (await Readiness.AskAsync(port, "AMQP\0\0\u0009\u0001", stop)).StartsWith("\u0001\0\0", StringComparison.Ordinal),
        TimeSpan.FromSeconds(90));
}
