using System.Net;
using System.Net.Sockets;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>A port of this machine that leads to a switch's AMI; the way can be cut, and what the switch says held up.</summary>
public sealed class AmiRelay : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<int> _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly Lock _gate = new();
    private CancellationTokenSource _connections = new();
    private TaskCompletionSource? _heldUp;
    private bool _isCut;

    /// <param name="target">Asked at each connection: the switch's port is chosen after ours.</param>
    public AmiRelay(int port, Func<int> target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            _connections.Cancel();
        }
    }

    public void Mend()
    {
        lock (_gate)
        {
            (_isCut, _connections) = (false, new CancellationTokenSource());
        }
    }

    /// <summary>What the switch says is not lost, and arrives later.</summary>
    public void HoldUp() => _heldUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo()
    {
        _heldUp?.TrySetResult();
        _heldUp = null;
    }

    public async ValueTask DisposeAsync()
    {
        LetGo();
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
            _ = RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
    }

    private async Task RelayAsync(TcpClient router)
    {
        using var ours = router;
        using var theirs = new TcpClient();
        CancellationToken cut;
        lock (_gate)
        {
            if (_isCut)
                return;
            cut = _connections.Token;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cut, _stop.Token);
        try
        {
            await theirs.ConnectAsync(IPAddress.Loopback, _target(), end.Token);
            await Task.WhenAny(ours.GetStream().CopyToAsync(theirs.GetStream(), end.Token), PassOnAsync(theirs.GetStream(), ours.GetStream(), end.Token));
        }
        catch (Exception broken) when (broken is OperationCanceledException or IOException or SocketException)
        {
            // Both sides see it: their connections are closed.
        }
    }

    private async Task PassOnAsync(NetworkStream from, NetworkStream to, CancellationToken end)
    {
        var buffer = new byte[65536];
        while (await from.ReadAsync(buffer, end) is > 0 and var read)
        {
            await (_heldUp?.Task.WaitAsync(end) ?? Task.CompletedTask);
            await to.WriteAsync(buffer.AsMemory(0, read), end);
        }
    }
}
