using System.Diagnostics;
using System.Globalization;
using Hotline117.AppHost;
using Hotline117.Benchmarks.Calls;

namespace Hotline117.Benchmarks.Rates;

/// <summary>
/// Calls a second that the real Asterisk sets up, connects to a centre's phone and ends, by a plain <c>Dial</c> (118) and through the router (117), in turn; so many at once, as fast as they go.
/// </summary>
internal static class DialRate
{
    private const int Rounds = 3;
    private const int Calls = 1_500;
    private const int AtOnce = 50;

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("hotline117-bench-").FullName;
        using (var centre = new PortOfCentre())
        {
            await using var stack = await CallSetup.StackAsync(folder, centre, stop);
            await MeasureAsync(stack, centre, "118", stop);
            await MeasureAsync(stack, centre, "117", stop);
            var (plain, routed) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                plain.Add(await MeasureAsync(stack, centre, "118", stop));
                routed.Add(await MeasureAsync(stack, centre, "117", stop));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"calls/s, {AtOnce} at once, {Rounds} rounds of {Calls:N0}: plain Dial {plain.Average():N0}, through the router {routed.Average():N0}: {routed.Average() / plain.Average():F2} of it"));
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task<double> MeasureAsync(HotlineStack stack, PortOfCentre port, string number, CancellationToken stop)
    {
        await using var centre = await stack.StartSippAsync(["-sf", BriefCalls.PhoneFile, "-p", port.Text, "-m", Text(Calls), "-timeout", "120"], BriefCalls.Files, stop);
        var began = Stopwatch.GetTimestamp();
        var caller = await stack.RunSippAsync(
            ["-sf", BriefCalls.CallerFile, stack.Endpoints.Sip, "-s", number, "-p", Text(stack.TakePort()), "-r", "2000", "-l", Text(AtOnce), "-m", Text(Calls), "-timeout", "120"],
            BriefCalls.Files, stop);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var phones = await centre.Completed;
        return caller.ExitCode == 0 && phones.ExitCode == 0 ? Calls / seconds
            : throw new InvalidOperationException($"{number}: not every call was connected (SIPp {caller.ExitCode} and {phones.ExitCode}): see {caller.Folder}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
