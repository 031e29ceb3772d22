using System.Collections.Concurrent;

namespace Hotline117.Web.SignIn;

/// <summary>
/// When each session was last used by a person. The cookie alone can't tell: an open board holds a circuit that asks for no page, and a
/// signed-out cookie could be replayed. Kept in memory; a cookie from before a restart counts as used when it is first seen.
/// </summary>
public sealed class Sessions(TimeSpan idleAfter, TimeProvider time)
{
    private readonly record struct Session(DateTimeOffset LastUsed, bool Ended);

    private readonly ConcurrentDictionary<string, Session> sessions = new();

    /// <summary>A person did something. False where the session has ended or was idle for too long.</summary>
    public bool Use(string id)
    {
        Sweep();
        var used = new Session(time.GetUtcNow(), Ended: false);
        return IsAlive(sessions.AddOrUpdate(id, used, (_, session) => IsAlive(session) ? used : session));
    }

    /// <summary>Whether the session may go on, without prolonging it.</summary>
    public bool IsAlive(string id) => sessions.TryGetValue(id, out var session) && IsAlive(session);

    public void End(string id) => sessions[id] = new Session(time.GetUtcNow(), Ended: true);

    private bool IsAlive(Session session) => !session.Ended && !IsOld(session);

    private bool IsOld(Session session) => time.GetUtcNow() - session.LastUsed > idleAfter;

    // An old session's cookie has expired by itself, so that forgetting it can't revive it.
    private void Sweep()
    {
        foreach (var (id, session) in sessions)
        {
            if (IsOld(session))
                sessions.TryRemove(KeyValuePair.Create(id, session));
        }
    }
}
