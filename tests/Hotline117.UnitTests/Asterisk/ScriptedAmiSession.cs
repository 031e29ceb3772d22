using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace Hotline117.UnitTests.Asterisk;

/// <summary>One connection of a client to the <see cref="ScriptedAmiServer"/>.</summary>
public sealed class ScriptedAmiSession(ScriptedAmiServer server, ScriptedAmiOptions options, Stream stream, Socket socket) : IAsyncDisposable
{
    private const string Challenge = "840415273";

    private readonly Channel<ReceivedAction> _actions = Channel.CreateUnbounded<ReceivedAction>();
    private readonly SemaphoreSlim _writing = new(1);
    private Task _reading = Task.CompletedTask;

    /// <summary>The next action that nothing answered by itself.</summary>
    public ValueTask<ReceivedAction> NextActionAsync(CancellationToken cancellationToken) => _actions.Reader.ReadAsync(cancellationToken);

    /// <summary>Sends messages given as lines with any line end; each is closed by CRLF and a blank line.</summary>
    public Task SendAsync(string messages) =>
        SendRawAsync(string.Join("\r\n\r\n", messages.ReplaceLineEndings("\n").Trim('\n').Split("\n\n").Select(m => m.ReplaceLineEndings("\r\n"))) + "\r\n\r\n");

    /// <summary>Sends exactly these characters as UTF-8.</summary>
    public Task SendRawAsync(string text) => SendRawAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends exactly these bytes, in one write.</summary>
    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes)
    {
        await _writing.WaitAsync();
        try
        {
            await stream.WriteAsync(bytes);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Replies with further headers.</summary>
    public Task ReplyAsync(ReceivedAction action, string response, string headers = "") =>
        SendAsync($"Response: {response}\nActionID: {action.ActionId}\n{headers}");

    /// <summary>Ends the connection in order, as the server does after a refused login.</summary>
    public void Close() => socket.Shutdown(SocketShutdown.Both);

    /// <summary>Ends the connection by a reset, as a killed server does.</summary>
    public void Break() => socket.Close(0);

    public async ValueTask DisposeAsync()
    {
        socket.Close();
        await _reading;
        await stream.DisposeAsync();
        _writing.Dispose();
    }

    internal void Start() => _reading = ReadAsync();

    private async Task ReadAsync()
    {
        try
        {
            if (options.Banner is { } banner)
                await SendRawAsync(banner);
            using var reader = new StreamReader(stream, Encoding.UTF8, false, 1024, leaveOpen: true);
            while (await ReadActionAsync(reader) is { } action)
            {
                server.Received.Enqueue(action);
                if (!await AnswersAsync(action))
                    await _actions.Writer.WriteAsync(action);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection ended, or its TLS was refused.
        }
        _actions.Writer.TryComplete();
    }

    private static async Task<ReceivedAction?> ReadActionAsync(StreamReader reader)
    {
        var headers = new List<KeyValuePair<string, string>>();
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Length == 0)
                return new(headers);
            var (name, value) = line.Split(": ", 2) is [var before, var after] ? (before, after) : (line, "");
            headers.Add(new(name, value));
        }
        return null;
    }

    private async Task<bool> AnswersAsync(ReceivedAction action)
    {
        if (server.AnswerTo(action) is { } reply)
        {
            var text = reply.Replace("{id}", action.ActionId, StringComparison.Ordinal);
            await (text.EndsWith("\r\n\r\n", StringComparison.Ordinal) ? SendRawAsync(text) : SendAsync(text));
            return true;
        }
        if (!options.AnswersLogin || action.Name is not ("Challenge" or "Login" or "Ping"))
            return false;
        await AnswerLoginAsync(action);
        return true;
    }

    private async Task AnswerLoginAsync(ReceivedAction action)
    {
        if (action.Name == "Ping")
        {
            await ReplyAsync(action, "Success", "Ping: Pong\nTimestamp: 1795409812.000000");
        }
        else if (action.Name == "Challenge")
        {
            await ReplyAsync(action, "Success", $"Challenge: {Challenge}");
        }
        else if (action["Username"] == options.User && action["Key"] == Key(options.Secret))
        {
            await SendRawAsync($"Response: Success\r\nActionID: {action.ActionId}\r\nMessage: Authentication accepted\r\n\r\n{options.AfterLogin}");
        }
        else
        {
            await ReplyAsync(action, "Error", "Message: Authentication failed");
            Close();
        }
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The protocol knows no other.")]
    private static string Key(string secret) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Challenge + secret)));
}
