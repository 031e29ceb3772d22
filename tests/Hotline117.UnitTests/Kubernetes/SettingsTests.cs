using Hotline117.Hosting;
using Hotline117.Hosting.SignIn;
using Hotline117.Hosting.SignIn.Clients;
using Hotline117.ReportingService;
using Hotline117.RoutingService;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline117.UnitTests.Kubernetes;

/// <summary>Whether the services can start with what the manifests tell them.</summary>
public class SettingsTests
{
    private const string Placeholder = "CHANGE-ME";

    private static readonly Dictionary<string, string> Filled = new()
    {
        ["Ami__Servers__0__Secret"] = "ami-secret",
        ["Redis__ConnectionString"] = "redis:6379",
        ["RabbitMq__Uri"] = "amqps://hotline117:secret@rabbitmq/",
        ["Directory__EncryptionKey"] = Convert.ToBase64String(new byte[32]),
        ["Switch__LineKey"] = "0123456789abcdef",
        ["Postgres__ConnectionString"] = "Host=postgres;Database=hotline117",
        ["Routing__ApiKey"] = new('r', ApiKey.MinimumLength),
        ["Reporting__ApiKey"] = new('s', ApiKey.MinimumLength),
        ["Accounts__0__User"] = "first",
        ["Accounts__0__PasswordHash"] = new PasswordHasher<string>().HashPassword("first", "a long passphrase"),
    };

    public static TheoryData<string> Services => ["routing", "reporting", "web"];

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_starts_with_its_settings_and_filled_secrets(string service) => Read(service, Configuration(service, Fill));

    [Theory]
    [MemberData(nameof(Services))]
    public void The_example_secrets_are_refused_as_they_stand(string service) =>
        Assert.Throws<ConfigurationException>(() => Read(service, Configuration(service, (_, value) => value)));

    [Theory]
    [MemberData(nameof(Services))]
    public void Each_secret_is_needed(string service)
    {
        foreach (var secret in ExampleOf(service).Where(secret => secret.Value == Placeholder))
        {
            var without = Configuration(service, (name, value) => name == secret.Key ? "" : Fill(name, value));

            Assert.Throws<ConfigurationException>(() => Read(service, without));
        }
    }

    [Fact]
    public void A_copy_of_the_example_starts_too_and_lets_a_client_in()
    {
        var settings = Manifests.ReadKustomization("overlays/example").ConfigMapGenerator.Single(map => map.Name == "hotline117-reporting-settings").Literals;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(literal => literal.Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0].Replace("__", ":", StringComparison.Ordinal), (string?)parts[1]))).Build();

        Assert.Equal([Roles.Ministry], ApiClientSettings.Read(configuration)!.RoleOf.Values);
    }

    private static void Read(string service, IConfiguration configuration)
    {
        new ServiceCollection().AddAuthentication().AddApiKeys(configuration).AddApiClients(configuration);
        _ = service switch
        {
            "routing" => (object)RoutingSettings.Read(configuration, storeOnly: false),
            "reporting" => ReportingSettings.Read(configuration),
            _ => WebSettings.Read(configuration),
        };
    }

    private static IConfiguration Configuration(string service, Func<string, string, string> secretOf) => new ConfigurationBuilder()
        .AddInMemoryCollection(Manifests.Settings(service)
            .Concat(ExampleOf(service).Select(secret => KeyValuePair.Create(secret.Key, secretOf(secret.Key, secret.Value))))
            .Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
        .Build();

    private static string Fill(string name, string value) =>
        value != Placeholder ? value
        : name.StartsWith("ApiKeys__", StringComparison.Ordinal) ? new string('k', ApiKey.MinimumLength)
        : Filled[name];

    private static IDictionary<string, string> ExampleOf(string service) =>
        Manifests.ExampleSecrets.Single(secret => secret.Metadata.Name == $"hotline117-{service}").StringData;
}
