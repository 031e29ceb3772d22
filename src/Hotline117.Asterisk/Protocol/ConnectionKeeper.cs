using Hotline117.Asterisk.Actions;

namespace Hotline117.Asterisk.Protocol;

/// <summary>Keeps one connection up: connects, logs in, pings, and begins again after a pause when it is lost.</summary>
internal sealed class ConnectionKeeper(AmiClientOptions options, TimeProvider time, StatusBoard status, EventHub events, AmiTelemetry telemetry)
{
    private readonly Backoff _backoff = new(options, Random.Shared.NextDouble);
    private volatile AmiConnection? _ready;

    /// <summary>Logged in; null while there is none.</summary>
    public AmiConnection? Ready => _ready;

    /// <summary>Returns when cancelled.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var fault = await ConnectAndServeAsync(cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return;
            telemetry.Faulted(fault);
            var pause = Task.Delay(_backoff.Next(fault), time, cancellationToken);
            status.Enter(AmiConnectionState.Backoff, fault);
            await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<AmiFault> ConnectAndServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            status.Enter(AmiConnectionState.Connecting);
            var (connection, banner) = await AmiConnection.OpenAsync(options, time, events, telemetry, status.SetFullyBooted, cancellationToken);
            await using (connection)
            {
                status.Enter(AmiConnectionState.Authenticating, banner: banner);
                return await ServeAsync(connection, cancellationToken);
            }
        }
        catch (FaultException e)
        {
            return e.Fault;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new(AmiFaultKind.ConnectionLost, "stopped");
        }
    }

    // Reading and tending (login, then keep-alive) go on side by side; when one ends, the other is ended too.
    private async Task<AmiFault> ServeAsync(AmiConnection connection, CancellationToken cancellationToken)
    {
        using var lifetime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = connection.ReadAsync(lifetime.Token);
        var tending = TendAsync(connection, lifetime.Token);
        await Task.WhenAny((Task)reading, tending);
        _ready = null;
        await lifetime.CancelAsync();
        var lost = await reading;
        _ready = null; // a login whose reply came only while this was ending
        return await tending ?? lost;
    }

    /// <returns>Null where it ended only because the connection did.</returns>
    private async Task<AmiFault?> TendAsync(AmiConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.LogInAsync(() => BeReady(connection), cancellationToken);
            while (true)
            {
                await Task.Delay(options.KeepAliveInterval, time, cancellationToken);
                await connection.SendAsync(new PingAction(), isList: false, cancellationToken);
            }
        }
        catch (FaultException e)
        {
            return e.Fault;
        }
        catch (AmiTimeoutException e)
        {
            return new(AmiFaultKind.KeepAliveTimeout, $"{options}: the connection is dead: {e.Message}");
        }
        catch (Exception e) when (e is AmiException or OperationCanceledException)
        {
            return null;
        }
    }

    private void BeReady(AmiConnection connection)
    {
        _backoff.Reset();
        _ready = connection;
        status.Enter(AmiConnectionState.Connected);
    }
}
