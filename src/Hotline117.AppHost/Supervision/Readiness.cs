using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Hotline117.AppHost.Supervision;

/// <summary>Waits, within a bound, for something started to answer, or to end without having done so.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task AwaitAsync(Plan plan, Task<int> exited, CancellationToken stop)
    {
        var since = Stopwatch.GetTimestamp();
        while (await WhyNotReadyAsync(plan, stop) is { } reason)
        {
            var taken = Stopwatch.GetElapsedTime(since);
            if (exited.IsCompleted)
            {
                throw new StartFailedException(
                    $"{plan.Title} ended with code {await exited} after {taken.TotalSeconds:0.0} s instead of getting ready.", plan.Log,
                    "See the log, mend what it says, start again.");
            }

            if (taken > plan.Bound)
            {
                throw new StartFailedException(
                    $"{plan.Title} runs but was not ready after {taken.TotalSeconds:0} s: {reason}.", plan.Log,
                    "See the log. On a slow or busy machine start again: what was made stays.");
            }

            await Task.Delay(Pause, stop);
        }
    }

    /// <summary>Sends a greeting to a port of this machine and takes the first bytes of the answer, as Latin-1.</summary>
    public static async Task<string> AskAsync(int port, string greeting, CancellationToken stop)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, stop);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(greeting), stop);
        var buffer = new byte[256];
        return Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, stop));
    }

    private static async Task<string?> WhyNotReadyAsync(Plan plan, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            return await plan.WhyNotReadyAsync(patience.Token);
        }
        catch (Exception notYet) when (!stop.IsCancellationRequested
            && notYet is SocketException or IOException or HttpRequestException or OperationCanceledException or NpgsqlException)
        {
            return notYet is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:0} s" : notYet.Message;
        }
    }
}
