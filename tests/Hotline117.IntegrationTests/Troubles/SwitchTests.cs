using System.Globalization;
using System.Net;
using Hotline117.AppHost.Settings;
using Hotline117.IntegrationTests.Stack;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>What a router makes of a switch that does not let it in, or that it can't tell what to do. Each router here is one more than the stack's.</summary>
[Collection(nameof(SecondHotline))]
public class SwitchTests(SecondHotline hotline) : CallTests(hotline)
{
    [Fact]
    public async Task A_router_with_a_wrong_password_says_so_keeps_trying_and_works_once_it_is_mended()
    {
        await using var router = StartRouter(Ami with { User = "late", Secret = "to-be-mended-later" }, out var url);

        await Until.TrueAsync(async () => await HealthAsync(url) is (HttpStatusCode.ServiceUnavailable, var words)
            && words.Contains("secret", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.False(router.Exited.IsCompleted);
        await AddAmiUserAsync("late", "to-be-mended-later", write: "system,call");

        // After a refusal it waits for half a minute, lest it be banned.
        await Until.TrueAsync(async () => (await HealthAsync(url)).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(45));
    }

    [Fact]
    public async Task A_router_that_starts_before_its_switch_says_so_and_works_once_the_switch_is_there()
    {
        var port = Hotline.Stack.TakePort();
        await using var router = StartRouter(Ami with { Port = port }, out var url);
        await Until.TrueAsync(async () => await HealthAsync(url) is (HttpStatusCode.ServiceUnavailable, var words)
            && words.Contains("test-switch", StringComparison.Ordinal), TimeSpan.FromSeconds(30));

        await using var switchComesUp = new AmiRelay(port, () => Ami.Port);

        await Until.TrueAsync(async () => (await HealthAsync(url)).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_router_whose_account_may_too_little_names_the_privilege_that_it_lacks()
    {
        await AddAmiUserAsync("weak", "may-do-too-little", write: "call");

        await using var router = StartRouter(Ami with { User = "weak", Secret = "may-do-too-little" }, out var url);

        await Until.TrueAsync(async () => await HealthAsync(url) is (HttpStatusCode.ServiceUnavailable, var words)
            && words.Contains("lacks the write privilege system", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("user", "system,call")]
    [InlineData("call", "system,user")]
    public async Task A_router_whose_account_may_hear_too_little_names_the_privilege_that_it_lacks(string lacking, string read)
    {
        await AddAmiUserAsync($"deaf-to-{lacking}", "may-hear-too-little", write: "system,call,user", read);

        await using var router = StartRouter(Ami with { User = $"deaf-to-{lacking}", Secret = "may-hear-too-little" }, out var url);

        await Until.TrueAsync(async () => await HealthAsync(url) is (HttpStatusCode.ServiceUnavailable, var words)
            && words.Contains($"lack the read privilege {lacking},", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Without_the_context_to_redirect_to_no_caller_is_hung_up_on()
    {
        await Hotline.OnShiftAsync(Osh);
        await Hotline.PlanAsync(Osh);
        await Hotline.SwitchAsync("dialplan remove context hotline-offer");
        // A new roster makes the routers look.
        await Hotline.OnShiftAsync(Osh, Talas);
        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await HealthAsync(replica)).Words.Contains("[hotline-offer]", StringComparison.Ordinal));
        }

        var caller = await Hotline.DialUnseenAsync();
        await Hotline.RingsAsync(Osh);
        Assert.False(caller.Ended.IsCompleted);
        await caller.HangUpAsync();
        await Hotline.Events.NextCallAsync();

        await Hotline.SwitchAsync("dialplan reload");
        await Hotline.OnShiftAsync(Osh);
        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await HealthAsync(replica)).Status == HttpStatusCode.OK);
        }
    }

    private AmiEndpoint Ami => Hotline.Stack.Endpoints.Ami;

    private ServiceProcess StartRouter(AmiEndpoint ami, out string url)
    {
        url = $"http://127.0.0.1:{Hotline.Stack.TakePort()}";
        return ServiceProcess.Start(Hotline.Stack, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = url,
            ["Ami__Servers__0__Name"] = "test-switch",
            ["Ami__Servers__0__Host"] = ami.Host,
            ["Ami__Servers__0__Port"] = ami.Port.ToString(CultureInfo.InvariantCulture),
            ["Ami__Servers__0__User"] = ami.User,
            ["Ami__Servers__0__Secret"] = ami.Secret,
        });
    }

    private async Task<(HttpStatusCode? Status, string Words)> HealthAsync(string url)
    {
        try
        {
            using var answer = await Hotline.SendAsync(HttpMethod.Get, $"{url}/health/ready", role: null);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        catch (HttpRequestException)
        {
            return (null, "");
        }
    }

    private async Task AddAmiUserAsync(string user, string secret, string write, string read = "system,call,user")
    {
        var site = Path.Combine(Hotline.Stack.StateFolder, "asterisk", "etc", "site", "manager.conf");
        await File.AppendAllTextAsync(site, $"\n[{user}]\nsecret = {secret}\nread = {read}\nwrite = {write}\npermit = 127.0.0.1/255.255.255.255\n");
        await Hotline.SwitchAsync("manager reload");
    }
}
