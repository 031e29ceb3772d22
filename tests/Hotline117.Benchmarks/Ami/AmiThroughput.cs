using System.Diagnostics;
using System.Globalization;

namespace Hotline117.Benchmarks.Ami;

/// <summary>
/// Half a million events from a separate process through the client, and through a PipeReader that only splits headers, in turn.
/// Two cores are shared with the server: trust CPU seconds and ratios more than rates.
/// </summary>
internal static class AmiThroughput
{
    private const int Events = 500_000;
    private const int Rounds = 5;
    private const double Goal = 0.6;

    private static readonly (string Reader, string Words)[] Readers =
    [
        (Passes.Splitter, "PipeReader, all headers as spans"),
        (Passes.Client, "client, all events, typed"),
        (Passes.ClientOfUserEvents, "client, only UserEvent subscribed"),
    ];

    public static async Task<int> RunAsync()
    {
        using var server = Start("ami-serve", $"{Events}");
        var port = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the server did not start");
        var readers = Readers.Select(reader => Start("ami-pass", reader.Reader, port)).ToList();
        var passes = Readers.ToDictionary(reader => reader.Reader, _ => new List<Pass>());
        for (var round = 0; round <= Rounds; round++)
        {
            for (var i = 0; i < readers.Count; i++)
            {
                var pass = await AskAsync(readers[i]);
                if (round > 0) // the first one compiles
                    passes[Readers[i].Reader].Add(pass);
            }
            Console.Error.WriteLine(round == 0 ? "warmed up" : $"round {round} of {Rounds}");
        }
        foreach (var process in readers.Append(server))
            await EndAsync(process);
        Print(passes);
        return Ratio(passes, pass => Events / pass.Seconds) >= Goal ? 0 : 1;
    }

    private static void Print(Dictionary<string, List<Pass>> passes)
    {
        Console.WriteLine($"{Events:N0} events, {Environment.ProcessorCount} cores, medians of {Rounds} passes in turn");
        Console.WriteLine($"{"",-36}{"events/s",12}{"CPU s",8}{"MB allocated",14}{"peak MB",9}{"delivered",13}{"actions",9}");
        foreach (var (reader, words) in Readers)
        {
            var all = passes[reader];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{words,-36}{Median(all, p => Events / p.Seconds),12:N0}{Median(all, p => p.CpuSeconds),8:F2}{Median(all, p => p.AllocatedMegabytes),14:F1}{all.Max(p => p.PeakMegabytes),9:F0}{all.Min(p => p.Read.Events),13:N0}{all.Sum(p => p.Read.Actions),9}"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"client ÷ PipeReader: {Ratio(passes, p => Events / p.Seconds):F2} of its events/s (goal {Goal}), {Ratio(passes, p => p.CpuSeconds):F2} × its CPU"));
    }

    private static double Ratio(Dictionary<string, List<Pass>> passes, Func<Pass, double> of) =>
        Median(passes[Passes.Client], of) / Median(passes[Passes.Splitter], of);

    private static double Median(List<Pass> passes, Func<Pass, double> of) => passes.Select(of).Order().ElementAt(passes.Count / 2);

    private static async Task<Pass> AskAsync(Process reader)
    {
        await reader.StandardInput.WriteLineAsync("go");
        await reader.StandardInput.FlushAsync();
        return Pass.Parse(await reader.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the reader ended; see above"));
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
