using System.Globalization;
using Hotline117.AppHost;
using Hotline117.AppHost.Progress;
using Hotline117.Benchmarks.Rates;

namespace Hotline117.Benchmarks.Calls;

/// <summary>
/// What the router adds to a call: the time from the caller's INVITE to the centre's 200 OK, through the router (117) and by a plain
/// <c>Dial</c> (118), in turn in one run, both as SIPp stamps the messages that it sends. No greeting in either.
/// </summary>
internal static class CallSetup
{
    private const int Rounds = 5;
    private const int CallsARound = 200;
    private const int CallsASecond = 20;

    private static readonly string _line = """
        centres:
          - id: bench
            name: Bench
            town: Bishkek
            region: bishkek
            languages: [ky, ru]
            lines:
              - { id: bench-1, number: "0312000001", capacity: 100 }
        """;

    private static readonly string _always = """
        shifts:
          - { id: always, centre: bench, days: daily, from: "00:00", to: "24:00" }
        """;

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("hotline117-bench-").FullName;
        await RunInAsync(folder, stop);
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task RunInAsync(string folder, CancellationToken stop)
    {
        using var centre = new PortOfCentre();
        await using var stack = await StackAsync(folder, centre, stop);
        await MeasureAsync(stack, centre, "117", 40, stop);
        await MeasureAsync(stack, centre, "118", 40, stop);
        var routed = new List<double>();
        var plain = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            plain.AddRange(await MeasureAsync(stack, centre, "118", CallsARound, stop));
            routed.AddRange(await MeasureAsync(stack, centre, "117", CallsARound, stop));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"INVITE to the centre's 200 OK, ms, {CallsASecond} calls/s, {Rounds} rounds of {CallsARound} calls in turn"));
        Print("plain Dial", plain);
        Print("through the router", routed);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"difference of medians: {Quantile.Of(routed, 0.5) - Quantile.Of(plain, 0.5):0.00} ms"));
    }

    /// <summary>Where the switch's share of a call's time goes: by a plain <c>Dial</c>, then with one part of the hotline's way more each.</summary>
    public static async Task<int> RunPartsAsync(CancellationToken stop)
    {
        (string Number, string Name)[] ways =
        [
            ("118", "plain Dial"), ("1191", "+ Answer"), ("1192", "+ music while it rings"), ("1193", "+ number from AstDB, opened"), ("1194", "+ what the call tells"),
            ("1195", "+ UserEvent, music"), ("1196", "+ a second line kept"), ("117", "+ router, Redirect"),
        ];
        var folder = Directory.CreateTempSubdirectory("hotline117-bench-").FullName;
        using (var centre = new PortOfCentre())
        {
            await using var stack = await StackAsync(folder, centre, stop);
            var samples = ways.ToDictionary(way => way.Number, _ => new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (number, _) in ways)
                    samples[number].AddRange(await MeasureAsync(stack, centre, number, CallsARound / 2, stop));
            }

            foreach (var (number, name) in ways)
                Print(name, samples[number]);
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>One line that takes 100 calls at once, behind 117; 118 rings the same telephone without the router.</summary>
    public static async Task<HotlineStack> StackAsync(string folder, PortOfCentre centre, CancellationToken stop)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "directory.yaml"), _line, stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "roster.yaml"), _always, stop);
        return await HotlineStack.StartAsync(new StackOptions
        {
            StateFolder = Path.Combine(folder, "state"),
            Callers = false,
            Greeting = false,
            Trunk = centre.EndPoint,
            Directory = Path.Combine(folder, "directory.yaml"),
            Roster = Path.Combine(folder, "roster.yaml"),
            Policy = await HastyPolicy.WriteAsync(folder, stop),
            SwitchExtensions = """
                [from-carrier]
                exten => 118,1,Dial(PJSIP/0312000001@centres,20)
                 same => n,Hangup()
                ; The parts of the hotline's way, each with what stands before it. HOTLINE_CALL: without it the telephones would not know when she is gone.
                exten => 1191,1,Answer(,i)
                 same => n,Dial(PJSIP/0312000001@centres,20)
                exten => 1192,1,Answer(,i)
                 same => n,Dial(PJSIP/0312000001@centres,20,${DIAL_OPTIONS})
                exten => 1193,1,Answer(,i)
                 same => n,Set(__HOTLINE_CALL=${UNIQUEID})
                 same => n,Gosub(hotline-ring,s,1(bench-1))
                exten => 1194,1,Answer(,i)
                 same => n,Set(__HOTLINE_CALL=${UNIQUEID})
                 same => n,Gosub(hotline-learn,s,1)
                 same => n,Gosub(hotline-ring,s,1(bench-1))
                exten => 1195,1,Answer(,i)
                 same => n,Set(__HOTLINE_CALL=${UNIQUEID})
                 same => n,Gosub(hotline-learn,s,1)
                 same => n,UserEvent(Nobody,Step: 1,Why: ARRIVED)
                 same => n,StartMusicOnHold(hotline)
                 same => n,StopMusicOnHold()
                 same => n,Gosub(hotline-ring,s,1(bench-1))
                ; Instead of the one line before it.
                exten => 1196,1,Answer(,i)
                 same => n,Set(__HOTLINE_CALL=${UNIQUEID})
                 same => n,Gosub(hotline-learn,s,1)
                 same => n,UserEvent(Nobody,Step: 1,Why: ARRIVED)
                 same => n,StartMusicOnHold(hotline)
                 same => n,StopMusicOnHold()
                 same => n,Gosub(hotline-ring-at-once,s,1(bench-1&bench-2,8))
                """ + LeastRouter.SwitchExtensions,
        }, new Steps(Console.Out, terminal: false), stop);
    }

    /// <returns>Milliseconds, one a call. Calls are paired in the order in which they began: they begin 50 ms apart.</returns>
    private static async Task<IReadOnlyList<double>> MeasureAsync(HotlineStack stack, PortOfCentre port, string number, int calls, CancellationToken stop)
    {
        await using var centre = await stack.StartSippAsync(["-sn", "uas", "-p", port.Text, "-trace_msg"], null, stop);
        var caller = await stack.RunSippAsync(
            ["-sn", "uac", stack.Endpoints.Sip, "-s", number, "-p", Text(stack.TakePort()), "-r", Text(CallsASecond), "-m", Text(calls), "-d", "1000", "-trace_msg", "-timeout", "60"],
            null, stop);
        await centre.StopAsync();
        var invited = SippTrace.Sent(caller.Folder, "INVITE ");
        var answered = SippTrace.Sent(centre.Folder, "SIP/2.0 200", "INVITE");
        return caller.ExitCode == 0 && invited.Count == calls && answered.Count == calls
            ? [.. invited.Zip(answered, (from, to) => (to - from).TotalMilliseconds)]
            : throw new InvalidOperationException($"{number}: {invited.Count} of {calls} calls were made and {answered.Count} answered (SIPp {caller.ExitCode}): see {caller.Folder}");
    }

    private static void Print(string name, List<double> samples) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name,-28} p50 {Quantile.Of(samples, 0.5),6:0.00}   p90 {Quantile.Of(samples, 0.9),6:0.00}   p99 {Quantile.Of(samples, 0.99),6:0.00}   {samples.Count} calls, none failed"));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
