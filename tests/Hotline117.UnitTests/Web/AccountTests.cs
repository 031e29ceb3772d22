using Hotline117.Hosting;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;

namespace Hotline117.UnitTests.Web;

public sealed class AccountTests
{
    private static readonly string Hash = new PasswordHasher<string>().HashPassword("", "right");
    private static readonly Account Aida = new() { User = "aida", Role = "dispatcher", PasswordHash = Hash };

    [Fact]
    public void An_account_that_can_be_used_has_no_fault() => Assert.Empty(Account.Faults([Aida]));

    [Fact]
    public void Every_fault_of_every_account_is_named()
    {
        var faults = Account.Faults([Aida, Aida with { User = "AIDA", Role = "service" }, new Account()]).ToList();

        Assert.Equal(
            ["Accounts:1:User", "Accounts:1:Role", "Accounts:2:User", "Accounts:2:Role", "Accounts:2:PasswordHash"],
            faults.Select(fault => fault.Split(' ')[0]));
    }

    [Theory]
    [InlineData("not base64!", "base64")]
    [InlineData("", "base64")]
    [InlineData("AAAA", "format 3")]
    public void A_broken_hash_is_told_what_is_wrong(string hash, string expected) =>
        Assert.Contains(expected, PasswordHashFormat.Fault(hash), StringComparison.Ordinal);

    [Fact]
    public void A_hash_of_any_length_is_judged_without_a_crash()
    {
        var whole = Convert.FromBase64String(Hash);
        for (var length = 0; length <= whole.Length; length++)
            Assert.Equal(length >= 45, PasswordHashFormat.Fault(Convert.ToBase64String(whole.AsSpan(0, length))) is null);
    }

    [Fact]
    public void A_hash_made_with_few_iterations_is_refused()
    {
        var weak = Convert.FromBase64String(Hash);
        weak[5] = weak[6] = weak[7] = 0;

        Assert.Contains("iterations", PasswordHashFormat.Fault(Convert.ToBase64String(weak)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_right_password_of_a_known_user_is_welcome()
    {
        Assert.Equal((Aida.User, Aida.Role), await VerifyAsync("Aida", "right") is { } known ? (known.User, known.Role) : default);
        Assert.Null(await VerifyAsync("aida", "wrong"));
        Assert.Null(await VerifyAsync("nobody", "right"));
    }

    [Fact]
    public async Task A_session_ends_with_its_role_or_password()
    {
        var stamp = (await VerifyAsync("aida", "right"))!.Stamp;

        Assert.True(new ConfiguredAccounts([Aida]).StillHolds("aida", stamp));
        Assert.False(new ConfiguredAccounts([Aida with { Role = "ministry" }]).StillHolds("aida", stamp));
        Assert.False(new ConfiguredAccounts([Aida with { PasswordHash = new PasswordHasher<string>().HashPassword("", "new") }]).StillHolds("aida", stamp));
        Assert.False(new ConfiguredAccounts([]).StillHolds("aida", stamp));
    }

    private static Task<KnownAccount?> VerifyAsync(string user, string password) =>
        new ConfiguredAccounts([Aida]).VerifyAsync(user, password, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("sometimes", "Host=postgres", "it must be required or optional")]
    [InlineData("required", null, "needs Postgres:ConnectionString")]
    [InlineData("required", "postgres", "Postgres:ConnectionString can't be read")]
    public void A_second_factor_needs_a_database_of_people_and_says_so(string rule, string? postgres, string fault)
    {
        var refused = Assert.Throws<ConfigurationException>(() => WebSettings.Read(Configuration(("SignIn:SecondFactor", rule), ("Postgres:ConnectionString", postgres ?? ""))));

        Assert.Contains(refused.Faults, each => each.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_that_are_whole_are_read()
    {
        var settings = WebSettings.Read(Configuration(("SignIn:IdleMinutes", "20")));

        Assert.Equal(new Uri("http://routing:5117/base/"), settings.Routing.Url);
        Assert.Equal(TimeSpan.FromMinutes(20), settings.SignInIdle);
        Assert.Equal(Aida, settings.Accounts.Single());
    }

    [Fact]
    public void All_faults_of_the_settings_come_at_once()
    {
        var thrown = Assert.Throws<ConfigurationException>(() => WebSettings.Read(Configuration(
            ("Routing:Url", "routing"), ("Reporting:ApiKey", " "), ("SignIn:IdleMinutes", "0"), ("Accounts:0:Role", "boss"))));

        Assert.Equal(
            ["Routing:Url", "Reporting:ApiKey", "SignIn:IdleMinutes", "Accounts:0:Role"],
            thrown.Faults.Select(fault => fault.Split(' ')[0]));
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Routing:Url"] = "http://routing:5117/base",
            ["Routing:ApiKey"] = "key",
            ["Reporting:Url"] = "https://reporting",
            ["Reporting:ApiKey"] = "key",
            ["Accounts:0:User"] = Aida.User,
            ["Accounts:0:Role"] = Aida.Role,
            ["Accounts:0:PasswordHash"] = Aida.PasswordHash,
        };
        foreach (var (name, value) in changes)
            settings[name] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
