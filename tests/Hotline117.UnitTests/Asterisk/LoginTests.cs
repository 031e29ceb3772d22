using System.Net;
using System.Net.Sockets;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using static Hotline117.UnitTests.Asterisk.AmiWorld;

namespace Hotline117.UnitTests.Asterisk;

public class LoginTests
{
    [Fact]
    public async Task The_login_answers_the_challenge_and_never_sends_the_secret()
    {
        await using var world = await ConnectedAsync(options => options with { EventMask = "call,user" });
        Assert.Equal(["Challenge", "Login"], world.Server.Received.Select(action => action.Name));
        var login = world.Server.Received.Last();
        Assert.Equal("MD5", login["AuthType"]);
        Assert.Equal("4d1b3ce7ea4ae1b4f0a37f0e6e2a5e7a".Length, login["Key"]!.Length);
        Assert.Equal(login["Key"]!.ToLowerInvariant(), login["Key"]);
        Assert.Equal("call,user", login["Events"]);
        Assert.DoesNotContain(world.Server.Received, action => action.ToString().Contains("s3cret", StringComparison.Ordinal));
        Assert.Equal("Asterisk Call Manager/11.0.0", world.Client.Status.Banner);
    }

    [Fact]
    public async Task FullyBooted_in_the_packet_of_the_login_reply_is_seen_and_delivered()
    {
        await using var server = new ScriptedAmiServer(new() { AfterLogin = "Event: FullyBooted\r\nUptime: 7\r\n\r\n" });
        await using var client = new AmiClient(OptionsFor(server), TimeProvider.System);
        using var booted = client.Subscribe<Hotline117.Asterisk.Events.FullyBootedEvent>();
        var running = client.RunAsync(Deadline);
        Assert.Equal(AmiGapReason.NewConnection, (await booted.NextAsync()).Gap?.Reason);
        Assert.Equal(7, (await booted.NextAsync()).Event.Uptime);
        Assert.True(client.Status.IsFullyBooted);
        Assert.Equal(AmiConnectionState.Connected, client.State);
        await client.DisposeAsync();
        await running;
    }

    [Fact]
    public async Task Without_FullyBooted_the_client_is_connected_all_the_same()
    {
        await using var world = await ConnectedAsync();
        Assert.False(world.Client.Status.IsFullyBooted);
        Assert.True((await world.Client.SendAsync(new PingAction(), Deadline)).IsSuccess);
    }

    [Fact]
    public async Task A_wrong_password_is_named_and_tried_again_only_after_the_longer_pause()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var world = Begun(options => options with { Secret = "wrong", AuthenticationRetryDelay = TimeSpan.FromSeconds(30) }, time: time);
        var fault = await world.FaultAsync(AmiFaultKind.AuthenticationFailed);
        Assert.Contains("Authentication failed", fault.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", fault.Text, StringComparison.Ordinal);
        await world.Server.NextSessionAsync(Deadline);

        var again = world.Server.NextSessionAsync(Deadline).AsTask();
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(AmiConnectionState.Backoff, world.Client.State);
        Assert.False(again.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await again;
    }

    [Fact]
    public async Task A_login_in_use_is_told_apart_from_a_wrong_password()
    {
        await using var world = Begun(script: server => server.On("Challenge", _ => "Response: Error\nActionID: {id}\nMessage: Login Already In Use"));
        Assert.Contains("allowmultiplelogin", (await world.FaultAsync(AmiFaultKind.LoginAlreadyInUse)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_listen_is_refused()
    {
        using var port = new Socket(SocketType.Stream, ProtocolType.Tcp);
        port.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // taken, but nobody listens
        await using var world = Begun(options => options with { Port = ((IPEndPoint)port.LocalEndPoint!).Port });
        await world.FaultAsync(AmiFaultKind.Refused);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_unreachable()
    {
        await using var world = Begun(options => options with { Host = "no-such-host.invalid" });
        await world.FaultAsync(AmiFaultKind.Unreachable);
    }

    [Fact]
    public async Task No_banner_in_time_is_a_connect_timeout()
    {
        await using var world = Begun(options => options with { ConnectTimeout = TimeSpan.FromMilliseconds(100) }, new() { Banner = null });
        Assert.Contains("no banner within 0.1 s", (await world.FaultAsync(AmiFaultKind.ConnectTimeout)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_close_before_the_banner_is_named()
    {
        await using var world = Begun(server: new() { Banner = null });
        (await world.Server.NextSessionAsync(Deadline)).Close();
        Assert.Contains("authlimit", (await world.FaultAsync(AmiFaultKind.ClosedBeforeBanner)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    public async Task Another_kind_of_server_is_named(string banner)
    {
        await using var world = Begun(server: new() { Banner = banner });
        Assert.Contains(banner[..8], (await world.FaultAsync(AmiFaultKind.NotAsterisk)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_without_answer_times_out()
    {
        await using var world = Begun(options => options with { ActionTimeout = TimeSpan.FromMilliseconds(100) }, new() { AnswersLogin = false });
        await world.FaultAsync(AmiFaultKind.LoginTimeout);
    }

    [Fact]
    public async Task A_silent_close_while_logging_in_is_named()
    {
        await using var world = Begun(server: new() { AnswersLogin = false });
        var session = await world.Server.NextSessionAsync(Deadline);
        await session.NextActionAsync(Deadline);
        session.Close();
        Assert.Contains("authtimeout", (await world.FaultAsync(AmiFaultKind.ClosedDuringLogin)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_before_the_login_reply_are_refused_and_counted()
    {
        await using var server = new ScriptedAmiServer(new() { AnswersLogin = false });
        await using var client = new AmiClient(OptionsFor(server), TimeProvider.System);
        using var all = client.SubscribeToAll();
        var running = client.RunAsync(CancellationToken.None);
        var session = await server.NextSessionAsync(Deadline);
        var challenge = await session.NextActionAsync(Deadline);
        await session.SendAsync("Event: Forged");
        await session.ReplyAsync(challenge, "Success", "Challenge: 1");
        await session.ReplyAsync(await session.NextActionAsync(Deadline), "Success");
        await session.SendAsync("Event: Real");
        Assert.Equal("Real", (await all.NextEventAsync()).Name);
        Assert.Equal(1, client.Statistics.Unsolicited);
        await client.DisposeAsync();
        await running;
    }

    [Fact]
    public async Task An_action_before_the_login_is_not_sent()
    {
        await using var world = Begun(server: new() { AnswersLogin = false });
        await world.Server.NextSessionAsync(Deadline);
        var refused = await Assert.ThrowsAsync<AmiNotConnectedException>(() => world.Client.SendAsync(new PingAction(), Deadline));
        Assert.Contains("Ping was not sent", refused.Message, StringComparison.Ordinal);
    }
}
