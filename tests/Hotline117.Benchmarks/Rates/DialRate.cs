using System.Diagnostics;
using System.Globalization;
using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Settings;
using Hotline117.Benchmarks.Calls;

namespace Hotline117.Benchmarks.Rates;

/// <summary>
/// Calls a second that the real Asterisk sets up, connects to a centre's phone and ends, by a plain <c>Dial</c> (118), by the least that any router over AMI must do
/// (<see cref="LeastRouter"/>) and through the router (117), in turn; so many at once, as fast as they go. And what CPU each takes of which server, in ms a call.
/// </summary>
internal static class DialRate
{
    private const int Rounds = 3;
    private const int Calls = 1_500;
    private const int AtOnce = 50;

    private static readonly (string Number, string Name)[] _ways = [("118", "plain Dial"), (LeastRouter.Number, "the least router"), ("117", "through the router")];

    private static readonly (string Name, Func<ProcessIds, IReadOnlyList<int>> Pids)[] _servers =
    [
        ("Asterisk", pids => [pids.Asterisk]), ("router", pids => pids.Routing), ("Redis", pids => [pids.Redis]), ("RabbitMQ", pids => [pids.Rabbitmq]),
        ("reporting", pids => pids.Reporting), ("PostgreSQL", pids => [pids.Postgres]),
    ];

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("hotline117-bench-").FullName;
        using (var centre = new PortOfCentre())
        {
            await using var stack = await CallSetup.StackAsync(folder, centre, stop);
            await using var least = await LeastRouter.StartAsync(stack.Endpoints.Ami, stop);
            foreach (var (number, _) in _ways)
                await MeasureAsync(stack, centre, number, stop);

            var taken = _ways.ToDictionary(way => way.Number, _ => new List<Taken>());
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (number, _) in _ways)
                    taken[number].Add(await MeasureAsync(stack, centre, number, stop));
            }

            Print(taken);
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <param name="Cpu">ms a call of each of <see cref="_servers"/>.</param>
    private sealed record Taken(double CallsASecond, IReadOnlyList<double> Cpu);

    private static void Print(Dictionary<string, List<Taken>> taken)
    {
        Console.WriteLine($"{AtOnce} at once, {Rounds} rounds of {Calls:N0} calls in turn; CPU in ms a call");
        Console.WriteLine($"| | calls/s | of a plain Dial | {string.Join(" | ", _servers.Select(server => server.Name))} |");
        Console.WriteLine($"|---|---|---|{string.Concat(_servers.Select(_ => "---|"))}");
        var plain = taken[_ways[0].Number].Average(round => round.CallsASecond);
        foreach (var (number, name) in _ways)
        {
            var (rate, cpu) = (taken[number].Average(round => round.CallsASecond), _servers.Select((_, server) => taken[number].Average(round => round.Cpu[server])));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {rate:N0} | {rate / plain:F2} | {string.Join(" | ", cpu.Select(ms => ms.ToString("F2", CultureInfo.InvariantCulture)))} |"));
        }
    }

    private static async Task<Taken> MeasureAsync(HotlineStack stack, PortOfCentre port, string number, CancellationToken stop)
    {
        await using var centre = await stack.StartSippAsync(["-sf", BriefCalls.PhoneFile, "-p", port.Text, "-m", Text(Calls), "-timeout", "120"], BriefCalls.Files, stop);
        var (began, cpu) = (Stopwatch.GetTimestamp(), CpuOf(stack.Endpoints.Pids));
        var caller = await stack.RunSippAsync(
            ["-sf", BriefCalls.CallerFile, stack.Endpoints.Sip, "-s", number, "-p", Text(stack.TakePort()), "-r", "2000", "-l", Text(AtOnce), "-m", Text(Calls), "-timeout", "120"],
            BriefCalls.Files, stop);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        // What the last calls left to be told.
        await Task.Delay(TimeSpan.FromSeconds(5), stop);
        var used = CpuOf(stack.Endpoints.Pids).Zip(cpu, (after, before) => (after - before).TotalMilliseconds / Calls);
        var phones = await centre.Completed;
        return caller.ExitCode == 0 && phones.ExitCode == 0 ? new Taken(Calls / seconds, [.. used])
            : throw new InvalidOperationException($"{number}: not every call was connected (SIPp {caller.ExitCode} and {phones.ExitCode}): see {caller.Folder}");
    }

    private static IReadOnlyList<TimeSpan> CpuOf(ProcessIds servers)
    {
        var children = ProcessTree.AllIds().Select(ProcessTree.ReadStat).OfType<ProcessStat>().ToLookup(process => process.Parent, process => process.Id);
        return [.. _servers.Select(server => server.Pids(servers).Aggregate(TimeSpan.Zero, (sum, pid) => sum + CpuOf(pid, children)))];
    }

    /// <summary>With all that it has started; nothing of what has just ended.</summary>
    private static TimeSpan CpuOf(int pid, ILookup<int, int> children)
    {
        try
        {
            return children[pid].Aggregate(Process.GetProcessById(pid).TotalProcessorTime, (sum, child) => sum + CpuOf(child, children));
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException)
        {
            return TimeSpan.Zero;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
