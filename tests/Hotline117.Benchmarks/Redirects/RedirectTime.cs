using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Hotline117.AppHost;
using Hotline117.AppHost.Progress;
using Hotline117.UnitTests.Asterisk;

namespace Hotline117.Benchmarks.Redirects;

/// <summary>
/// From a question on the wire to the redirect on the wire: the real RoutingService, Redis and RabbitMQ, and in the switch's place a manager that asks at
/// a steady rate. Each call is also answered and ends, as calls do.
/// </summary>
internal static class RedirectTime
{
    private const int CallsASecond = 100;
    private const int Warmup = 500;
    private const int Calls = 3_000;
    private const int AnsweredAfter = 20;
    private const int EndedAfter = 40;

    private static readonly ConcurrentDictionary<string, long> _asked = [];
    private static readonly ConcurrentDictionary<string, double> _milliseconds = [];

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("hotline117-bench-").FullName;
        await using (var manager = NewManager())
        {
            var (directory, roster) = await GeneratedCountry.WriteAsync(folder, centres: 18, capacity: 10, stop);
            await using var stack = await HotlineStack.StartAsync(new StackOptions
            {
                StateFolder = Path.Combine(folder, "state"),
                Callers = false,
                Trunk = new DnsEndPoint("127.0.0.1", 9),
                Directory = directory,
                Roster = roster,
                Policy = await HastyPolicy.WriteAsync(folder, stop),
                ServiceSettings = new Dictionary<string, string>
                {
                    ["Ami__Servers__0__Port"] = manager.Port.ToString(CultureInfo.InvariantCulture),
                    ["Ami__Servers__0__Secret"] = new ScriptedAmiOptions().Secret,
                },
            }, new Steps(Console.Out, terminal: false), stop);
            await AskAsync(await manager.NextSessionAsync(stop), stop);
        }

        System.IO.Directory.Delete(folder, recursive: true);
        var measured = Enumerable.Range(Warmup, Calls).Select(IdOf).Where(_milliseconds.ContainsKey).Select(id => _milliseconds[id]).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"question to redirect, ms, {CallsASecond} calls/s: p50 {Quantile.Of(measured, 0.5):0.00}   p90 {Quantile.Of(measured, 0.9):0.00}   p99 {Quantile.Of(measured, 0.99):0.00}   {measured.Count} of {Calls} calls redirected"));
        return measured.Count == Calls ? 0 : 1;
    }

    private static async Task AskAsync(ScriptedAmiSession session, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        for (var call = 0; call < Warmup + Calls + EndedAfter; call++)
        {
            var early = TimeSpan.FromSeconds((double)call / CallsASecond) - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, stop);
            }

            if (call < Warmup + Calls)
            {
                _asked[IdOf(call)] = Stopwatch.GetTimestamp();
                await session.SendAsync(Question(IdOf(call)));
            }

            if (call >= AnsweredAfter)
            {
                await session.SendAsync($"Event: DialEnd\n{Channel(IdOf(call - AnsweredAfter))}\nDialStatus: ANSWER");
            }

            if (call >= EndedAfter)
            {
                await session.SendAsync($"Event: Hangup\n{Channel(IdOf(call - EndedAfter))}\nCause: 16");
            }
        }
    }

    private static ScriptedAmiServer NewManager() =>
        new ScriptedAmiServer(new ScriptedAmiOptions { AfterLogin = "Event: FullyBooted\r\nStatus: Fully Booted\r\n\r\n" })
            .On("Redirect", action =>
            {
                var id = action["Channel"]!;
                _milliseconds[id] = Stopwatch.GetElapsedTime(_asked[id]).TotalMilliseconds;
                return Success("Message: Redirect successful");
            })
            .On("ListCommands", _ => Success(string.Join('\n', "Redirect,Getvar,Setvar,DBPut,DBDel,DBGetTree,DBDelTree,CoreShowChannels,CoreSettings".Split(',').Select(name => $"{name}: known"))))
            .On("Getvar", _ => Success("Value: 1"))
            .On("DBPut", _ => Success("Message: Updated database successfully"))
            .On("Setvar", _ => Success("Message: Variable Set"))
            .On("DBGetTree", _ => EmptyList("DBGetTree"))
            .On("CoreSettings", _ => Success("SystemName: bench"))
            .On("CoreShowChannels", _ => EmptyList("CoreShowChannels"))
            .On("DeviceStateList", _ => EmptyList("DeviceStateList"));

    private static string Success(string headers) => $"Response: Success\nActionID: {{id}}\n{headers}";

    private static string EmptyList(string name) =>
        Success("EventList: start") + $"\n\nEvent: {name}Complete\nActionID: {{id}}\nEventList: Complete\nListItems: 0";

    private static string Question(string id) =>
        $"Event: UserEvent\n{Channel(id)}\nUserEvent: HotlineDecide\nStep: 1\nWhy: ARRIVED\nTried: \nCaller: 0312000000\nLanguage: ky\nLocation: \nCell: %2C\nTrunk: carrier";

    private static string Channel(string id) => $"Channel: PJSIP/carrier-{id}\nUniqueid: {id}\nLinkedid: {id}";

    private static string IdOf(int call) => string.Create(CultureInfo.InvariantCulture, $"bench-1795409812.{call}");
}
