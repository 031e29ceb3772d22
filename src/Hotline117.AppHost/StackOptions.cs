using System.Net;

namespace Hotline117.AppHost;

/// <summary>What to start, and how.</summary>
public sealed record StackOptions
{
    /// <summary>Holds all state, logs and secrets. Two runs need two folders.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Demo callers that dial 117 for ever.</summary>
    public bool Callers { get; init; } = true;

    /// <summary>Where every centre's line is rung; null: simulated phones that answer.</summary>
    public DnsEndPoint? Trunk { get; init; }

    /// <summary>Processes of the RoutingService.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Without: the switch greets nobody, for measurements.</summary>
    public bool Greeting { get; init; } = true;

    /// <summary>Containers in place of the parts folder.</summary>
    public bool Containers { get; init; }

    /// <summary>The container engine's address, for instance unix:///var/run/docker.sock; null: as DOCKER_HOST or the usual sockets say.</summary>
    public Uri? ContainerEngine { get; init; }

    /// <summary>The file to load as the directory; null: the sample.</summary>
    public string? Directory { get; init; }

    /// <summary>The file to load as the roster; null: the sample.</summary>
    public string? Roster { get; init; }

    /// <summary>The file to load as the policy; null: the sample.</summary>
    public string? Policy { get; init; }

    /// <summary>The systemname of the switch: two that the same routers serve need two.</summary>
    public string SwitchName { get; init; } = "switch-1";

    /// <summary>Values in place of those in telephony-config/site.example/globals.conf, such as RING_SECONDS.</summary>
    public IReadOnlyDictionary<string, string> SwitchGlobals { get; init; } = new Dictionary<string, string>();

    /// <summary>Text of the switch's site/extensions.conf; empty: it has none.</summary>
    public string SwitchExtensions { get; init; } = "";

    /// <summary>Settings added to those of every service, for tests of unusual ones.</summary>
    public IReadOnlyDictionary<string, string> ServiceSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings added to those of the RoutingService alone, and of its commands.</summary>
    public IReadOnlyDictionary<string, string> RoutingSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Added to the environment of one program alone, by its name: asterisk, redis, rabbitmq, postgres, routing, routing-2 …, reporting, web. No place for secrets.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Environments { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Only the four servers: for measurements and tests of one part.</summary>
    public bool Services { get; init; } = true;

    /// <summary>Which of asterisk, redis, rabbitmq and postgres to start; null: all. The services need all.</summary>
    public IReadOnlySet<string>? Servers { get; init; }
}
