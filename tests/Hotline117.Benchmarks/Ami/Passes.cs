using System.Diagnostics;
using System.Globalization;

namespace Hotline117.Benchmarks.Ami;

/// <summary>One pass over the whole stream.</summary>
internal sealed record Pass(double Seconds, double CpuSeconds, double AllocatedMegabytes, double PeakMegabytes, Reading Read)
{
    public override string ToString() => FormattableString.Invariant(
        $"{Seconds} {CpuSeconds} {AllocatedMegabytes} {PeakMegabytes} {Read.Events} {Read.Checksum} {Read.Actions}");

    public static Pass Parse(string line)
    {
        var parts = line.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new(parts[0], parts[1], parts[2], parts[3], new((long)parts[4], (long)parts[5], (int)parts[6]));
    }
}

/// <summary>Runs in a process of its own, so that memory and CPU are one reader's alone: makes a pass for each line of input and prints what it took.</summary>
internal static class Passes
{
    public const string Splitter = "split";
    public const string Client = "client";
    public const string ClientOfUserEvents = "client-user-events";

    public static async Task<int> RunAsync(string reader, int port)
    {
        await using var measured = ReaderOf(reader, port);
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine(await MeasureAsync(measured));
        return 0;
    }

    private static IReader ReaderOf(string reader, int port) => reader switch
    {
        Splitter => new HeaderSplitter(port),
        ClientOfUserEvents => new ClientReader(port, "UserEvent"),
        _ => new ClientReader(port),
    };

    private static async Task<Pass> MeasureAsync(IReader reader)
    {
        GC.Collect();
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var began = Stopwatch.GetTimestamp();
        var read = await reader.ReadAsync();
        return new(Stopwatch.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            (GC.GetTotalAllocatedBytes() - allocated) / 1e6, PeakMegabytes(), read);
    }

    // The kernel's high-water mark of the whole process, in kB.
    private static double PeakMegabytes() => double.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1e3;
}
