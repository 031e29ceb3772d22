using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Hotline117.AppHost;
using Hotline117.AppHost.Progress;
using Hotline117.Hosting.SignIn;
using Hotline117.UnitTests.Asterisk;

namespace Hotline117.Benchmarks.Rates;

/// <summary>
/// How many calls a second one router takes without falling behind: the real RoutingService with Redis, RabbitMQ and reporting, and in the switch's place
/// a manager that asks as fast as it is answered. Each call is answered, talks while a thousand others do, and ends. Counted is the router's process alone.
/// </summary>
internal static class CallRate
{
    private const int CallsARow = 20_000;
    private const int Warmup = 10_000;
    private const int Talking = 1_000;
    private const int Asking = 64;

    public static async Task<int> RunAsync(int calls, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("hotline117-bench-").FullName;
        var redirected = Channel.CreateUnbounded<string>();
        await using (var manager = SwitchStandIn.New(redirected.Writer))
        {
            await using var stack = await SwitchStandIn.StackAsync(manager, folder, lines: 100, capacity: 20, stop);
            var router = Process.GetProcessById(stack.Endpoints.Pids.Routing[0]);
            using var http = new HttpClient { BaseAddress = new Uri(stack.Endpoints.Routing) };
            http.DefaultRequestHeaders.Add("X-Api-Key", stack.Endpoints.KeyOf(Roles.Monitor));
            var session = await manager.NextSessionAsync(stop);
            await PassAsync(session, redirected.Reader, 0, Warmup, stop);
            Console.WriteLine("| calls | calls/s | of the router's own: CPU a call | calls/s a core | memory | of it, heap | not redirected |");
            Console.WriteLine("|---|---|---|---|---|---|---|");
            for (var done = 0; done < calls; done += CallsARow)
            {
                var (rate, lost) = await MeasureAsync(session, redirected.Reader, router, Warmup + done, Math.Min(CallsARow, calls - done), stop);
                var heap = await HeapAsync(http, stop);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate} | {router.WorkingSet64 / 1e6:N0} MB | {heap / 1e6:N0} MB | {lost} |"));
            }
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task<(string Rate, int Lost)> MeasureAsync(
        ScriptedAmiSession session, ChannelReader<string> redirected, Process router, int from, int calls, CancellationToken stop)
    {
        router.Refresh();
        var (began, cpu) = (Stopwatch.GetTimestamp(), router.TotalProcessorTime);
        var lost = await PassAsync(session, redirected, from, calls, stop);
        router.Refresh();
        var (seconds, used) = (Stopwatch.GetElapsedTime(began).TotalSeconds, router.TotalProcessorTime - cpu);
        return (string.Create(CultureInfo.InvariantCulture, $"| {calls:N0} | {calls / seconds:N0} | {used.TotalMicroseconds / calls:N0} µs | {calls / used.TotalSeconds:N0}"), lost);
    }

    /// <returns>What the last collection left on the managed heap, in bytes.</returns>
    private static async Task<double> HeapAsync(HttpClient http, CancellationToken stop) =>
        (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), stop)).Split('\n')
            .Where(line => line.StartsWith("dotnet_gc_last_collection_heap_size_bytes{", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));

    /// <returns>Calls that were not redirected: a real switch rings its own plan for them.</returns>
    private static async Task<int> PassAsync(ScriptedAmiSession session, ChannelReader<string> redirected, int from, int calls, CancellationToken stop)
    {
        var (asking, talking, asked, lost) = (new HashSet<string>(), new Queue<string>(), 0, 0);
        while (asked < calls || asking.Count > 0)
        {
            var words = new List<string>();
            for (; asked < calls && asking.Count < Asking; asked++)
            {
                var id = SwitchStandIn.IdOf(from + asked);
                asking.Add(id);
                words.Add(SwitchStandIn.Question(id));
            }

            if (words.Count > 0)
                await session.SendAsync(string.Join("\n\n", words));
            // One read may be left behind by a timeout; its call is then among those lost.
            if (await NextAsync(redirected, stop) is { } answered)
            {
                if (!asking.Remove(answered))
                    continue;
                await session.SendAsync(SwitchStandIn.Answered(answered));
                talking.Enqueue(answered);
            }
            else
            {
                lost += asking.Count;
                foreach (var id in asking)
                    talking.Enqueue(id);
                asking.Clear();
            }

            while (talking.Count > Talking)
                await session.SendAsync(SwitchStandIn.HungUp(talking.Dequeue()));
        }

        foreach (var id in talking)
            await session.SendAsync(SwitchStandIn.HungUp(id));
        return lost;
    }

    /// <returns>Null where nothing is redirected any more, and what was asked is too old to be.</returns>
    private static async Task<string?> NextAsync(ChannelReader<string> redirected, CancellationToken stop)
    {
        try
        {
            return await redirected.ReadAsync(stop).AsTask().WaitAsync(TimeSpan.FromSeconds(3), stop);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
