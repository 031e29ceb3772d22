using System.Diagnostics;
using System.Globalization;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;

namespace Hotline117.Benchmarks.Ami;

/// <summary>
/// 60,000 events at once from a real Asterisk, raised by <c>UserEvent</c> actions of other connections (a loop of the dialplan raises
/// them at half the rate). With its default <c>writetimeout</c> the server cuts off who reads too slowly. The user needs <c>user</c> to
/// read and to write.
/// </summary>
internal static class Burst
{
    private const int Events = 60_000;
    private const int Senders = 4;
    private const int InFlight = 250;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private static readonly string Padding = new('x', 300); // as long as events of calls are

    public static async Task<int> RunAsync(string host, int port, string user, string secret, CancellationToken stopping)
    {
        var options = new AmiClientOptions { Host = host, Port = port, User = user, Secret = secret, EventMask = "user" };
        var run = $"Burst-{Guid.NewGuid():N}";
        await using var listener = new AmiClient(options, TimeProvider.System);
        using var events = listener.Subscribe<UserEventReceived>();
        _ = listener.RunAsync(stopping);
        await listener.WaitForStateAsync(AmiConnectionState.Connected, stopping);

        var began = Stopwatch.GetTimestamp();
        var sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => SendAsync(options with { EventMask = "off" }, run, sender, stopping)));
        var (delivered, gaps) = await ReceiveAsync(events, run, stopping);
        await sending;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Events:N0} events in {seconds:F2} s ({Events / seconds:N0}/s): {delivered:N0} delivered, {gaps} gaps, last fault: {listener.Status.LastFault?.Text ?? "none"}"));
        return (delivered, gaps) is (Events, 0) ? 0 : 1;
    }

    private static async Task<(int Delivered, int Gaps)> ReceiveAsync(AmiSubscription<UserEventReceived> events, string run, CancellationToken stopping)
    {
        var seen = new HashSet<string>();
        var gaps = -1; // the first one begins the connection
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        silence.CancelAfter(Silence);
        try
        {
            while (seen.Count < Events && await events.WaitToReadAsync(silence.Token))
            {
                silence.CancelAfter(Silence);
                while (events.TryRead(out var delivery))
                {
                    if (delivery.Gap is not null)
                        gaps++;
                    else if (delivery.Event.Name == run)
                        seen.Add(delivery.Event["Number"]!);
                }
            }
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // No more comes.
        }
        return (seen.Count, gaps);
    }

    private static async Task SendAsync(AmiClientOptions options, string run, int sender, CancellationToken stopping)
    {
        await using var client = new AmiClient(options, TimeProvider.System);
        _ = client.RunAsync(stopping);
        await client.WaitForStateAsync(AmiConnectionState.Connected, stopping);
        var inFlight = new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = stopping };
        await Parallel.ForAsync(0, Events / Senders, inFlight, async (n, cancellation) =>
        {
            var sent = await client.SendAsync(new UserEventAction(run, ("Number", $"{sender}-{n}"), ("Padding", Padding)), cancellation);
            sent.EnsureSuccess("UserEvent");
        });
    }
}
