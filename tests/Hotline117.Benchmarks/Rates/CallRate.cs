using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Hotline117.AppHost;
using Hotline117.AppHost.Progress;
using Hotline117.UnitTests.Asterisk;

namespace Hotline117.Benchmarks.Rates;

/// <summary>
/// How many calls a second one router takes without falling behind: the real RoutingService with Redis, RabbitMQ and reporting, and in the switch's place
/// a manager that asks as fast as it is answered. Each call is answered, talks while a thousand others do, and ends.
/// </summary>
internal static class CallRate
{
    private const int Calls = 60_000;
    private const int Warmup = 10_000;
    private const int Talking = 1_000;
    private const int Asking = 64;

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("hotline117-bench-").FullName;
        var redirected = Channel.CreateUnbounded<string>();
        await using (var manager = SwitchStandIn.New(redirected.Writer))
        {
            await using var stack = await SwitchStandIn.StackAsync(manager, folder, lines: 100, capacity: 20, stop);
            var router = Process.GetProcessById(stack.Endpoints.Pids.Routing[0]);
            var session = await manager.NextSessionAsync(stop);
            await PassAsync(session, redirected.Reader, 0, Warmup, stop);
            Console.WriteLine("| calls | calls/s | of the router's own: CPU a call | calls/s a core | memory |");
            Console.WriteLine("|---|---|---|---|---|");
            for (var from = Warmup; from < Warmup + Calls; from += Calls / 3)
                await MeasureAsync(session, redirected.Reader, router, from, Calls / 3, stop);
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task MeasureAsync(ScriptedAmiSession session, ChannelReader<string> redirected, Process router, int from, int calls, CancellationToken stop)
    {
        router.Refresh();
        var (began, cpu) = (Stopwatch.GetTimestamp(), router.TotalProcessorTime);
        await PassAsync(session, redirected, from, calls, stop);
        router.Refresh();
        var (seconds, used) = (Stopwatch.GetElapsedTime(began).TotalSeconds, router.TotalProcessorTime - cpu);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {calls:N0} | {calls / seconds:N0} | {used.TotalMicroseconds / calls:N0} µs | {calls / used.TotalSeconds:N0} | {router.WorkingSet64 / 1e6:N0} MB |"));
    }

    private static async Task PassAsync(ScriptedAmiSession session, ChannelReader<string> redirected, int from, int calls, CancellationToken stop)
    {
        var talking = new Queue<string>();
        var asked = 0;
        for (; asked < Math.Min(Asking, calls); asked++)
            await session.SendAsync(SwitchStandIn.Question(SwitchStandIn.IdOf(from + asked)));
        for (var answered = 0; answered < calls; answered++)
        {
            var id = await redirected.ReadAsync(stop).AsTask().WaitAsync(TimeSpan.FromSeconds(10), stop);
            talking.Enqueue(id);
            var words = SwitchStandIn.Answered(id);
            if (talking.Count > Talking)
                words += "\n\n" + SwitchStandIn.HungUp(talking.Dequeue());
            if (asked < calls)
                words += "\n\n" + SwitchStandIn.Question(SwitchStandIn.IdOf(from + asked++));
            await session.SendAsync(words);
        }

        foreach (var id in talking)
            await session.SendAsync(SwitchStandIn.HungUp(id));
    }
}
