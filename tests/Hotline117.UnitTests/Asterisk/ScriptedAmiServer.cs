using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;

namespace Hotline117.UnitTests.Asterisk;

/// <summary>What the server does by itself.</summary>
public sealed record ScriptedAmiOptions
{
    public string User { get; init; } = "router";

    public string Secret { get; init; } = "s3cret";

    /// <summary>Null: none is sent.</summary>
    public string? Banner { get; init; } = "Asterisk Call Manager/11.0.0\r\n";

    /// <summary>Answer Challenge, Login and Ping as Asterisk does; else they are received like all other actions.</summary>
    public bool AnswersLogin { get; init; } = true;

    /// <summary>Sent in one write with the reply to a successful login.</summary>
    public string AfterLogin { get; init; } = "";

    /// <summary>With one, sessions are TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    public int Port { get; init; }
}

/// <summary>
/// A manager on a real loopback socket that does what a test says: it records every action, answers those a handler is given for, and
/// leaves the rest to the test, which takes them from the session.
/// </summary>
public sealed class ScriptedAmiServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly ScriptedAmiOptions _options;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<ScriptedAmiSession> _sessions = Channel.CreateUnbounded<ScriptedAmiSession>();
    private readonly ConcurrentBag<ScriptedAmiSession> _all = [];
    private readonly ConcurrentDictionary<string, Func<ReceivedAction, string>> _handlers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task _accepting;

    public ScriptedAmiServer(ScriptedAmiOptions? options = null)
    {
        _options = options ?? new ScriptedAmiOptions();
        _listener = new TcpListener(IPAddress.Loopback, _options.Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every action of every session in the order of arrival, logins and pings included.</summary>
    public ConcurrentQueue<ReceivedAction> Received { get; } = [];

    /// <summary>
    /// Answers each action of this name with the headers returned, for instance <c>Response: Success</c>; several messages are parted by
    /// blank lines. <c>{id}</c> stands for the ActionID. Text that ends with CRLF CRLF, as a transcript does, is sent as it is.
    /// </summary>
    public ScriptedAmiServer On(string action, Func<ReceivedAction, string> reply)
    {
        _handlers[action] = reply;
        return this;
    }

    /// <summary>The next connection that a client opened.</summary>
    public ValueTask<ScriptedAmiSession> NextSessionAsync(CancellationToken cancellationToken) => _sessions.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var session in _all)
            await session.DisposeAsync();
        _stopping.Dispose();
    }

    internal string? AnswerTo(ReceivedAction action) => _handlers.TryGetValue(action.Name, out var reply) ? reply(action) : null;

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                var session = new ScriptedAmiSession(this, _options, await OpenAsync(socket), socket);
                _all.Add(session);
                session.Start();
                _sessions.Writer.TryWrite(session);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The listener was stopped.
        }
        _sessions.Writer.TryComplete();
    }

    private async Task<Stream> OpenAsync(Socket socket)
    {
        socket.NoDelay = true;
        var plain = new NetworkStream(socket, ownsSocket: true);
        if (_options.Certificate is not { } certificate)
            return plain;
        var secure = new SslStream(plain);
        try
        {
            await secure.AuthenticateAsServerAsync(certificate);
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // A client that refuses the certificate is what some tests want; the session then reads nothing.
        }
        return secure;
    }
}
