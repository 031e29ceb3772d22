using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Hotline117.BrowserTests.World;

/// <summary>The real Hotline117.Web as it was built, in a process of its own.</summary>
public sealed class WebProcess : IAsyncDisposable
{
    private static readonly string Program =
        typeof(WebProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Hotline117.Web").Value!;

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly StringBuilder output = new();

    private WebProcess(string address, IReadOnlyDictionary<string, string> settings)
    {
        Address = address;
        var start = new ProcessStartInfo("dotnet", [Program])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = Address;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Address { get; }

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>What of its memory is in use.</summary>
    public long MemoryBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public TimeSpan CpuTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<WebProcess> StartAsync(string address, IReadOnlyDictionary<string, string> settings)
    {
        var web = new WebProcess(address, settings);
        using var http = new HttpClient();
        using var deadline = new CancellationTokenSource(ReadyWithin);
        while (!await AnswersAsync(http, web.Address, deadline.Token))
        {
            if (web.process.HasExited)
                throw new InvalidOperationException($"The web process ended: {web.Output}");
            await Task.Delay(100, deadline.Token);
        }

        return web;
    }

    /// <summary>Starts it with settings that it must refuse.</summary>
    /// <returns>Its exit code and all it said.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyDictionary<string, string> settings)
    {
        await using var web = new WebProcess("http://127.0.0.1:0", settings);
        using var deadline = new CancellationTokenSource(ReadyWithin);
        await web.process.WaitForExitAsync(deadline.Token);
        return (web.process.ExitCode, web.Output);
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string address, CancellationToken cancellation)
    {
        try
        {
            return (await http.GetAsync($"{address}/health/live", cancellation)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
