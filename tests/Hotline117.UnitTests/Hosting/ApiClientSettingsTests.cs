using Hotline117.Hosting;
using Hotline117.Hosting.SignIn.Clients;
using Microsoft.Extensions.Configuration;

namespace Hotline117.UnitTests.Hosting;

public sealed class ApiClientSettingsTests
{
    [Fact]
    public void Without_the_section_there_are_no_clients() => Assert.Null(Read(("ApiKeys:0:Role", "ministry")));

    [Theory]
    [InlineData("https://login.example.org", "https://login.example.org/.well-known/openid-configuration")]
    [InlineData("https://login.example.org/realms/gov/", "https://login.example.org/realms/gov/.well-known/openid-configuration")]
    [InlineData("http://localhost:8080/realms/gov", "http://localhost:8080/realms/gov/.well-known/openid-configuration")]
    public void What_is_written_is_read(string authority, string discovery)
    {
        var settings = Read(("Authority", authority), ("Audience", "api"), ("Clients:0:Id", "a"), ("Clients:0:Role", "ministry"), ("Clients:1:Id", "b"), ("Clients:1:Role", "dispatcher"))!;

        Assert.Equal(discovery, settings.Discovery.ToString());
        Assert.Equal(("api", "client_id"), (settings.Audience, settings.ClientClaim));
        Assert.Equal([("a", "ministry"), ("b", "dispatcher")], settings.RoleOf.Select(role => (role.Key, role.Value)));
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var faulty = Assert.Throws<ConfigurationException>(() => Read(
            ("Authority", "http://login.example.org"),
            ("Clients:0:Id", "a b"), ("Clients:0:Role", "service"),
            ("Clients:1:Id", "a"), ("Clients:1:Role", "supervisor"),
            ("Clients:2:Id", "a"), ("Clients:2:Role", "ministry")));

        Assert.Equal(
            ["ApiClients:Authority", "ApiClients:Audience", "ApiClients:Clients:0:Id", "ApiClients:Clients:0:Role", "ApiClients:Clients:1:Role", "ApiClients:Clients:2:Id"],
            faulty.Faults.Select(fault => fault.Split(' ')[0]));
    }

    [Theory]
    [InlineData("Authority", "login.example.org")]
    [InlineData("Audience", " ")]
    [InlineData("Audience", "a")]
    [InlineData("Clients:0:Id", "")]
    [InlineData("Clients:0:Role", "coordinator")]
    [InlineData("Clients:0:Role", "administrator")]
    [InlineData("Clients:0:Role", "Ministry")]
    public void A_setting_is_refused_that_would_open_too_much_or_nothing(string name, string value) =>
        Assert.Single(Assert.Throws<ConfigurationException>(() =>
            Read([.. new[] { ("Authority", "https://login.example.org"), ("Audience", "api"), ("Clients:0:Id", "a"), ("Clients:0:Role", "ministry") }.Where(setting => setting.Item1 != name), (name, value)])).Faults);

    [Fact]
    public void Clients_must_be_named() =>
        Assert.Contains("ApiClients:Clients is empty", Assert.Throws<ConfigurationException>(() => Read(("Authority", "https://login.example.org"), ("Audience", "api"))).Message, StringComparison.Ordinal);

    private static ApiClientSettings? Read(params (string Name, string Value)[] settings) => ApiClientSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(
        settings.Select(setting => KeyValuePair.Create(setting.Name.StartsWith("ApiKeys", StringComparison.Ordinal) ? setting.Name : $"ApiClients:{setting.Name}", (string?)setting.Value))).Build());
}
