using Hotline117.BrowserTests.World;

namespace Hotline117.BrowserTests.SignIn;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task Every_fault_of_the_settings_is_named_at_the_start()
    {
        var (exitCode, output) = await WebProcess.RunAsync(new Dictionary<string, string>
        {
            ["Routing__Url"] = "",
            ["Routing__ApiKey"] = "",
            ["Reporting__Url"] = "ftp://reporting",
            ["Reporting__ApiKey"] = "some key",
            ["SignIn__IdleMinutes"] = "soon",
            ["Accounts__0__User"] = "aida",
            ["Accounts__0__Role"] = "boss",
            ["Accounts__0__PasswordHash"] = "secret",
        });

        Assert.NotEqual(0, exitCode);
        Assert.All(
            ["Routing:Url", "Routing:ApiKey", "Reporting:Url", "SignIn:IdleMinutes", "Accounts:0:Role", "Accounts:0:PasswordHash"],
            setting => Assert.Contains(setting, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_account_it_does_not_start()
    {
        var (exitCode, output) = await WebProcess.RunAsync(new Dictionary<string, string>());

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Accounts has no entry", output, StringComparison.Ordinal);
    }
}
