using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline117.Contracts;

namespace Hotline117.AppHost.Settings;

/// <summary>Where everything is: the content of <c>.run/endpoints.json</c>, which exists only while all is ready. Others rely on its names.</summary>
public sealed record Endpoints
{
    /// <summary>HOST:PORT over UDP; an INVITE to 117 there is a call.</summary>
    public required string Sip { get; init; }
    public required AmiEndpoint Ami { get; init; }

    /// <summary>As StackExchange.Redis takes it: HOST:PORT.</summary>
    public required string Redis { get; init; }
    public required string Amqp { get; init; }

    /// <summary>As Npgsql takes it.</summary>
    public required string Postgres { get; init; }
    public required string Routing { get; init; }
    public required string Reporting { get; init; }
    public required string Web { get; init; }

    /// <summary>One for each replica; the first is <see cref="Routing"/>.</summary>
    public required IReadOnlyList<string> RoutingReplicas { get; init; }
    public required IReadOnlyList<Account> Accounts { get; init; }
    public required IReadOnlyList<RoleKey> ApiKeys { get; init; }
    public required ProcessIds Pids { get; init; }

    /// <summary>The folder of all logs.</summary>
    public required string Logs { get; init; }

    private static readonly JsonSerializerOptions Json =
        ContractJson.Configure(new JsonSerializerOptions { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.Never });

    public string KeyOf(string role) => ApiKeys.First(key => key.Role == role).Key;

    public void Write(string file) => PrivateFile.Write(file, JsonSerializer.Serialize(this, Json));
}

public sealed record AmiEndpoint(string Host, int Port, string User, string Secret);

/// <summary>Of the servers themselves, as this machine sees them; 0 for one that does not run.</summary>
public sealed record ProcessIds(
    int Asterisk, int Redis, int Rabbitmq, int Postgres, IReadOnlyList<int> Routing, IReadOnlyList<int> Reporting, IReadOnlyList<int> Web);
