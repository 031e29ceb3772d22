using System.Globalization;
using Hotline117.Benchmarks.Ami;
using Hotline117.Benchmarks.Boards;
using Hotline117.Benchmarks.Calls;
using Hotline117.Benchmarks.Decisions;
using Hotline117.Benchmarks.Rates;
using Hotline117.Benchmarks.Redirects;
using Hotline117.Benchmarks.Rosters;
using Hotline117.Benchmarks.Simulation;
using Hotline117.Benchmarks.Statistics;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

return args switch
{
    ["calls"] => await CallSetup.RunAsync(stop.Token),
    ["call-parts"] => await CallSetup.RunPartsAsync(stop.Token),
    ["decision"] => await DecisionTime.RunAsync(stop.Token),
    ["redirect"] => await RedirectTime.RunAsync(stop.Token),
    ["rate"] => await CallRate.RunAsync(60_000, stop.Token),
    ["rate", var calls] => await CallRate.RunAsync(int.Parse(calls, CultureInfo.InvariantCulture), stop.Token),
    ["dial-rate"] => await DialRate.RunAsync(stop.Token),
    ["roster"] => await RosterChange.RunAsync(stop.Token),
    ["simulation"] => SimulationTable.Run(stop.Token),
    ["statistics"] => await FigureTimes.RunAsync(1_000_000, stop.Token),
    ["statistics", var calls] => await FigureTimes.RunAsync(int.Parse(calls, CultureInfo.InvariantCulture), stop.Token),
    ["boards"] => await BoardFeed.RunAsync(stop.Token),
    ["ami"] => await AmiThroughput.RunAsync(),
    ["burst", var host, var port, var user, var secret] =>
        await Burst.RunAsync(host, int.Parse(port, CultureInfo.InvariantCulture), user, secret, stop.Token),
    // Processes that the benchmark above starts for itself.
    ["ami-serve", var events] => await StreamServer.RunAsync(int.Parse(events, CultureInfo.InvariantCulture)),
    ["ami-pass", var reader, var port] => await Passes.RunAsync(reader, int.Parse(port, CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project tests/Hotline117.Benchmarks -- BENCHMARK

          calls   what the router adds to the time until a centre answers
          call-parts   where the switch's share of it goes
          redirect   from the switch's question to the router's redirect, at 100 calls/s
          rate [CALLS]   calls a second that one router takes, a thousand of which talk, and its memory
          dial-rate   calls a second of the real switch: plain, by the least router, and through the router
          roster  until two routers act by a changed roster, with 10,000 centres
          decision   rank and reserve, against a script that does nothing
          simulation   evenings of many callers, on a simulated clock: how long until somebody answers
          statistics [CALLS]   a month's figures among a million calls or as many as are said; events stored
          boards  50 open boards before a busy country: from a call's arrival to its drawing, bytes, memory
          ami     half a million events through the AMI client
          burst HOST PORT USER SECRET   60,000 events at once from a real Asterisk, all of which must arrive
        """);
    return 2;
}
