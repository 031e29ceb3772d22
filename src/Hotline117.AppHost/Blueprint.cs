using System.Globalization;
using System.Net;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Servers;
using Hotline117.AppHost.Services;
using Hotline117.AppHost.Settings;
using Hotline117.AppHost.Supervision;
using Hotline117.Hosting.SignIn;

namespace Hotline117.AppHost;

/// <summary>Who listens where and is told what: everything that is decided before anything is started.</summary>
internal sealed class Blueprint(StackOptions options, Checkout checkout, Secrets secrets, PortPool ports)
{
    private readonly int sip = ports.Take();
    private readonly int redisPort = ports.Take();
    private readonly int amqpPort = ports.Take();
    private readonly int erlangPort = ports.Take();
    private readonly int erlangMapperPort = ports.Take();
    private readonly int postgresPort = ports.Take();
    private readonly AmiEndpoint ami = new("127.0.0.1", ports.Take(), AsteriskConfig.AmiUser, secrets.AmiSecret);

    public string Logs { get; } = Path.Combine(options.StateFolder, "logs");
    public int TelemetryPort { get; } = ports.Take();
    public int PhonesPort { get; } = ports.Take();
    public string Sip => $"127.0.0.1:{sip}";

    private string Redis => $"127.0.0.1:{redisPort}";
    private string Amqp => $"amqp://{RabbitServer.User}:{secrets.RabbitMqPassword}@127.0.0.1:{amqpPort}";
    private string Postgres => PostgresServer.ConnectionString(postgresPort, secrets.PostgresPassword);

    public IReadOnlyList<ServicePlan> Routing => field ??= [.. Enumerable.Range(1, options.Replicas).Select(replica => Service(
        replica == 1 ? "routing" : $"routing-{replica}", "Hotline117.RoutingService",
        [.. ServiceSettings.Routing(ami, options.SwitchName, Redis, Amqp, secrets), .. options.RoutingSettings]))];

    public ServicePlan Reporting => field ??= Service("reporting", "Hotline117.ReportingService", ServiceSettings.Reporting(Amqp, Postgres));

    public ServicePlan Web => field ??= Service("web", "Hotline117.Web",
        ServiceSettings.Web(Routing[0].Url, Reporting.Url, Postgres, secrets.KeyOf(Roles.Service), secrets.Accounts));

    public IEnumerable<ServicePlan> Services => [.. Routing, Reporting, Web];

    /// <summary>Writes Asterisk's configuration as well.</summary>
    public IReadOnlyList<PartPlan> Parts() => [.. AllParts().Where(part => options.Servers?.Contains(part.Command.Name) != false).Select(InItsEnvironment)];

    private PartPlan[] AllParts() =>
    [
        RedisServer.Plan(redisPort, Logs),
        RabbitServer.Plan(amqpPort, erlangPort, erlangMapperPort, secrets.RabbitMqPassword, Logs),
        PostgresServer.Plan(postgresPort, secrets.PostgresPassword, Logs),
        AsteriskServer.Plan(checkout.TelephonyConfig, options.StateFolder, new SwitchSite(
            options.SwitchName, sip, ami.Port, options.Trunk ?? new DnsEndPoint("127.0.0.1", PhonesPort), ami.Secret, secrets.LineKey, Globals, options.SwitchExtensions), Logs),
    ];

    public Endpoints Endpoints(Supervisor running) => new()
    {
        Sip = Sip,
        Ami = ami,
        Redis = Redis,
        Amqp = Amqp,
        Postgres = Postgres,
        Routing = Routing[0].Url,
        RoutingReplicas = [.. Routing.Select(replica => replica.Url)],
        Reporting = Reporting.Url,
        Web = Web.Url,
        Accounts = secrets.Accounts,
        ApiKeys = secrets.ApiKeys,
        Pids = new ProcessIds(
            running.IdOf("asterisk"), running.IdOf("redis"), running.IdOf("rabbitmq"), running.IdOf("postgres"),
            Ids(running, Routing), Ids(running, [Reporting]), Ids(running, [Web])),
        Logs = Logs,
    };

    private Dictionary<string, string> Globals
    {
        get
        {
            var globals = new Dictionary<string, string>(options.SwitchGlobals) { ["CALLBACK_KEY"] = secrets.CallbackKey };
            if (!options.Greeting)
            {
                globals["GREETING_MUSIC"] = "";
            }

            return globals;
        }
    }

    private ServicePlan Service(string name, string project, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var all = ServiceSettings.Common(secrets.ApiKeys, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TelemetryPort}"));
        foreach (var (key, value) in settings.Concat(options.ServiceSettings).Concat(EnvironmentOf(name)))
        {
            all[key] = value;
        }

        return new ServicePlan(name, project, ports.Take(), all);
    }

    private IReadOnlyDictionary<string, string> EnvironmentOf(string name) => options.Environments.GetValueOrDefault(name) ?? new Dictionary<string, string>();

    // By env: what leads to the program is not in its root yet, where a path may mean something else.
    private PartPlan InItsEnvironment(PartPlan part) => EnvironmentOf(part.Command.Name) is not { Count: > 0 } added ? part
        : part with { Command = part.Command with { Arguments = ["env", .. added.Select(each => $"{each.Key}={each.Value}"), .. part.Command.Arguments] } };

    private static int[] Ids(Supervisor running, IReadOnlyList<ServicePlan> services) =>
        [.. services.Select(service => service.Name).Where(running.Runs).Select(running.IdOf)];
}
