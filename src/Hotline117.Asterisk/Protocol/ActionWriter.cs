using System.IO.Pipelines;

namespace Hotline117.Asterisk.Protocol;

/// <summary>
/// Writes actions whole and one after another. Who gives up before an action's turn takes it back; one that has begun is finished,
/// or the server would lose its place.
/// </summary>
internal sealed class ActionWriter(Stream stream, ActionsInFlight actions)
{
    private readonly Lock _gate = new();
    private readonly PipeWriter _writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    private Task _last = Task.CompletedTask;

    /// <exception cref="IOException">The connection is broken.</exception>
    public Task WriteAsync(PendingAction pending)
    {
        lock (_gate)
            return _last = WriteAfterAsync(_last, pending);
    }

    private async Task WriteAfterAsync(Task earlier, PendingAction pending)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!actions.TryMarkSent(pending))
            return;
        try
        {
            pending.Action.WriteTo(_writer, pending.Id);
            await _writer.FlushAsync();
        }
        catch (ObjectDisposedException e)
        {
            throw new IOException("the connection is closed", e);
        }
    }
}
