using System.IO.Pipelines;
using Hotline117.Asterisk.Actions;

namespace Hotline117.Asterisk.Protocol;

/// <summary>One connection from banner to end.</summary>
internal sealed class AmiConnection : IAsyncDisposable
{
    private const int ReadBufferSize = 64 * 1024;

    private readonly AmiClientOptions _options;
    private readonly TimeProvider _time;
    private readonly Stream _stream;
    private readonly PipeReader _reader;
    private readonly ActionsInFlight _actions;
    private readonly ActionWriter _writer;
    private readonly MessageDispatcher _dispatcher;

    private AmiConnection(Stream stream, AmiClientOptions options, TimeProvider time, EventHub events, AmiTelemetry telemetry, Action onFullyBooted)
    {
        (_stream, _options, _time) = (stream, options, time);
        _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ReadBufferSize, leaveOpen: true));
        _actions = new ActionsInFlight(options);
        _writer = new ActionWriter(stream, _actions);
        _dispatcher = new MessageDispatcher(options, _actions, events, telemetry, onFullyBooted);
    }

    /// <returns>A connection that has seen the banner, and the banner.</returns>
    /// <exception cref="FaultException">Says which step failed and why.</exception>
    public static async Task<(AmiConnection, string Banner)> OpenAsync(AmiClientOptions options, TimeProvider time, EventHub events,
        AmiTelemetry telemetry, Action onFullyBooted, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        AmiConnection? connection = null;
        try
        {
            connection = new(await Transport.OpenAsync(options, either.Token), options, time, events, telemetry, onFullyBooted);
            var opened = (connection, await Banner.ReadAsync(connection._reader, options, either.Token));
            connection = null;
            return opened;
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var missing = connection is null ? "connection" : "banner";
            throw new FaultException(new(AmiFaultKind.ConnectTimeout, $"{options}: no {missing} within {options.ConnectTimeout.TotalSeconds} s"), e);
        }
        catch (IOException e)
        {
            throw new FaultException(new(AmiFaultKind.ClosedBeforeBanner, $"{options}: broken before the banner ({e.Message})"), e);
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    /// <param name="onLoggedIn">Called in the wire's order: after the reply, before the first event.</param>
    /// <exception cref="FaultException">Refused, or no reply.</exception>
    public async Task LogInAsync(Action onLoggedIn, CancellationToken cancellationToken)
    {
        try
        {
            var challenge = Accepted(await SendAsync(ChallengeLogin.Challenge(), isList: false, cancellationToken));
            var login = _actions.Add(ChallengeLogin.Login(_options, challenge["Challenge"] ?? ""), isList: false);
            _dispatcher.ExpectLogin(login, onLoggedIn);
            Accepted(await SendAsync(login, cancellationToken));
        }
        catch (AmiTimeoutException e)
        {
            throw new FaultException(new(AmiFaultKind.LoginTimeout, $"{_options}: {e.Message} while logging in"), e);
        }
        catch (AmiException e)
        {
            throw new FaultException(new(AmiFaultKind.ClosedDuringLogin, $"{_options}: closed while logging in, as at the server's authtimeout"), e);
        }
    }

    /// <summary>One reply, or a whole list.</summary>
    public Task<AmiListResponse> SendAsync(AmiAction action, bool isList, CancellationToken cancellationToken) =>
        SendAsync(_actions.Add(action, isList), cancellationToken);

    /// <summary>Reads until the connection ends; then every action that waits is told.</summary>
    public async Task<AmiFault> ReadAsync(CancellationToken cancellationToken)
    {
        var why = "stopped";
        try
        {
            why = await ReadToEndAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            why = e.Message;
        }
        var discarded = _dispatcher.Unfinished > 0 ? $"; {_dispatcher.Unfinished} bytes of an unfinished message were discarded" : "";
        var fault = new AmiFault(AmiFaultKind.ConnectionLost, $"{_options}: connection lost: {why}{discarded}");
        _actions.Close(new AmiDisconnectedException(fault.Text));
        return fault;
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        await _stream.DisposeAsync();
    }

    private async Task<string> ReadToEndAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            foreach (var segment in result.Buffer)
                _dispatcher.Take(segment);
            _dispatcher.EndRead();
            _reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return "the server closed it";
        }
    }

    private async Task<AmiListResponse> SendAsync(PendingAction pending, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.ActionTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _writer.WriteAsync(pending).WaitAsync(either.Token);
            return await pending.Reply.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (pending.Reply.IsCompleted)
        {
            return await pending.Reply; // it came just before the time was up or the connection ended
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AmiTimeoutException(
                $"{pending.Action.Name}: no {(pending.IsList ? "complete list" : "reply")} within {_options.ActionTimeout.TotalSeconds} s");
        }
        catch (IOException e)
        {
            throw new AmiDisconnectedException($"{pending.Action.Name}: the connection broke while sending, it may or may not have been carried out", e);
        }
        finally
        {
            _actions.Abandon(pending);
        }
    }

    private AmiResponse Accepted(AmiListResponse reply) => reply.Response.IsSuccess
        ? reply.Response
        : throw new FaultException(ChallengeLogin.Refused(_options, reply.Response.Message));
}
