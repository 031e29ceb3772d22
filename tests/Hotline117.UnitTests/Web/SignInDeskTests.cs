using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Web;

public sealed class SignInDeskTests : IDisposable
{
    private static readonly Account Aida =
        new() { User = "aida", Role = "dispatcher", PasswordHash = new PasswordHasher<string>().HashPassword("", "right") };

    private readonly FakeTimeProvider time = new(LiveSamples.Noon);
    private readonly SignInDesk desk;

    public SignInDeskTests() => desk = new SignInDesk(new ConfiguredAccounts([Aida]), time, NullLogger<SignInDesk>.Instance);

    [Fact]
    public async Task The_right_password_is_welcome_again_after_the_wait()
    {
        for (var i = 0; i < SignInDesk.FreeFailuresOfAnAccount; i++)
            Assert.IsType<SignInOutcome.Refused>(await TryAsync("aida", "wrong"));

        var tooMany = Assert.IsType<SignInOutcome.TooMany>(await TryAsync("aida", "right"));
        time.Advance(tooMany.RetryAfter);

        Assert.Equal(Aida.User, Assert.IsType<SignInOutcome.Welcome>(await TryAsync("aida", "right")).Account.User);
    }

    [Fact]
    public async Task An_address_that_tries_many_names_has_to_wait_and_others_do_not()
    {
        for (var i = 0; i < SignInDesk.FreeFailuresOfAnAddress; i++)
            Assert.IsType<SignInOutcome.Refused>(await TryAsync($"name-{i}", "wrong"));

        Assert.IsType<SignInOutcome.TooMany>(await TryAsync("aida", "right"));
        Assert.IsType<SignInOutcome.Welcome>(await TryAsync("aida", "right", address: "192.0.2.2"));
    }

    [Fact]
    public async Task The_right_password_gives_no_free_tries_of_the_second_step()
    {
        for (var i = 0; i < SignInDesk.FreeFailuresOfAnAccount; i++)
        {
            Assert.IsType<SignInOutcome.Welcome>(await StepAsync(new KnownAccount("aida", "dispatcher", "stamp", NextStep.SecondFactor)));
            Assert.IsType<SignInOutcome.Refused>(await StepAsync(null));
        }

        Assert.IsType<SignInOutcome.TooMany>(await StepAsync(new KnownAccount("aida", "dispatcher", "stamp")));
    }

    [Fact]
    public async Task An_outage_of_the_accounts_is_no_failure_of_the_person()
    {
        for (var i = 0; i <= SignInDesk.FreeFailuresOfAnAccount; i++)
            Assert.IsType<SignInOutcome.Away>(await desk.TryAsync("aida", "192.0.2.1", () => throw new AccountsAwayException(new TimeoutException()), TestContext.Current.CancellationToken));

        Assert.IsType<SignInOutcome.Welcome>(await TryAsync("aida", "right"));
    }

    private Task<SignInOutcome> StepAsync(KnownAccount? known) =>
        desk.TryAsync("aida", "192.0.2.1", () => Task.FromResult(known), TestContext.Current.CancellationToken);

    private Task<SignInOutcome> TryAsync(string user, string password, string address = "192.0.2.1") =>
        desk.TryAsync(user, password, address, TestContext.Current.CancellationToken);

    public void Dispose() => desk.Dispose();
}
