using Hotline117.Web.SignIn;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Web;

public sealed class SessionsTests
{
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(30);
    private readonly FakeTimeProvider time = new(LiveSamples.Noon);
    private readonly Sessions sessions;

    public SessionsTests() => sessions = new Sessions(IdleAfter, time);

    [Fact]
    public void A_session_lives_while_it_is_used()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.True(sessions.Use("one"));
            time.Advance(IdleAfter);
        }
    }

    [Fact]
    public void An_open_board_alone_does_not_keep_its_session_alive()
    {
        sessions.Use("one");
        time.Advance(IdleAfter);
        Assert.True(sessions.IsAlive("one"));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(sessions.IsAlive("one"));
    }

    [Fact]
    public void An_ended_session_stays_ended_for_as_long_as_its_cookie_could_be_valid()
    {
        sessions.Use("one");
        sessions.End("one");

        Assert.False(sessions.Use("one"));
        time.Advance(IdleAfter);
        Assert.False(sessions.Use("one"));
        Assert.False(sessions.IsAlive("one"));
    }

    [Fact]
    public void A_session_from_before_a_restart_goes_on_once_a_person_uses_it()
    {
        Assert.False(sessions.IsAlive("from-before"));
        Assert.True(sessions.Use("from-before"));
        Assert.True(sessions.IsAlive("from-before"));
    }
}
