using System.Globalization;
using Hotline117.AppHost.Settings;
using Hotline117.Hosting.SignIn;
using Microsoft.AspNetCore.Identity;

namespace Hotline117.AppHost.Services;

/// <summary>The settings of the services, by the names of their environment variables.</summary>
internal static class ServiceSettings
{
    public static Dictionary<string, string> Common(IReadOnlyList<RoleKey> keys, string telemetryUrl)
    {
        var settings = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = telemetryUrl,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            // Milliseconds: one wants to see a trace while one watches the call.
            ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };
        for (var i = 0; i < keys.Count; i++)
        {
            settings[Indexed("ApiKeys", i, "Role")] = keys[i].Role;
            settings[Indexed("ApiKeys", i, "Key")] = keys[i].Key;
        }

        return settings;
    }

    public static Dictionary<string, string> Routing(AmiEndpoint ami, string switchName, string redis, string amqp, Secrets secrets) => new()
    {
        [Indexed("Ami__Servers", 0, "Name")] = switchName,
        [Indexed("Ami__Servers", 0, "Host")] = ami.Host,
        [Indexed("Ami__Servers", 0, "Port")] = ami.Port.ToString(CultureInfo.InvariantCulture),
        [Indexed("Ami__Servers", 0, "User")] = ami.User,
        [Indexed("Ami__Servers", 0, "Secret")] = ami.Secret,
        [Indexed("Ami__Servers", 0, "UseTls")] = "false",
        ["Redis__ConnectionString"] = redis,
        ["RabbitMq__Uri"] = amqp,
        ["Directory__EncryptionKey"] = secrets.DirectoryKey,
        ["Switch__LineKey"] = secrets.LineKey,
        ["Relay__Enabled"] = "true",
    };

    public static Dictionary<string, string> Reporting(string amqp, string postgres) => new()
    {
        ["RabbitMq__Uri"] = amqp,
        ["Postgres__ConnectionString"] = postgres,
    };

    /// <summary>Of the sample directory.</summary>
    private const string CentreOfCoordinator = "ak-jurok";

    public static Dictionary<string, string> Web(string routing, string reporting, string postgres, string serviceKey, IReadOnlyList<Account> accounts)
    {
        var settings = new Dictionary<string, string>
        {
            ["Routing__Url"] = routing,
            ["Routing__ApiKey"] = serviceKey,
            ["Reporting__Url"] = reporting,
            ["Reporting__ApiKey"] = serviceKey,
            ["Postgres__ConnectionString"] = postgres,
            // Who tries the hotline out has no authenticator at hand; one can be set up.
            ["SignIn__SecondFactor"] = "optional",
            // Unpublished, its styles and scripts are found only in this environment.
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
        };
        var hasher = new PasswordHasher<string>();
        for (var i = 0; i < accounts.Count; i++)
        {
            settings[Indexed("Accounts", i, "User")] = accounts[i].User;
            settings[Indexed("Accounts", i, "Role")] = accounts[i].Role;
            if (accounts[i].Role == Roles.Coordinator)
            {
                settings[Indexed("Accounts", i, "Centre")] = CentreOfCoordinator;
            }

            settings[Indexed("Accounts", i, "PasswordHash")] = hasher.HashPassword(accounts[i].User, accounts[i].Password);
        }

        return settings;
    }

    private static string Indexed(string section, int index, string name) => $"{section}__{index}__{name}";
}
