using System.Diagnostics;
using System.Text.Json;
using Hotline117.AppHost;
using Hotline117.AppHost.Machine;

namespace Hotline117.IntegrationTests.Parts;

/// <summary>The AppHost as a process; asked to end when the test is over, whatever became of it.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly Task<string[]> said;

    private AppHostProcess(Process process)
    {
        this.process = process;
        said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public int Id => process.Id;

    /// <summary>With a state folder; an endpoints.json that a killed test left there is removed first, as it would look like readiness.</summary>
    public static AppHostProcess StartIn(string folder, params string[] arguments)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, "endpoints.json"));
        return Start(["--state", folder, .. arguments]);
    }

    public static AppHostProcess Start(params string[] arguments) => new(Process.Start(new ProcessStartInfo("dotnet",
        [Path.Combine(Checkout.Find().ServiceFolder("Hotline117.AppHost"), "Hotline117.AppHost.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

    /// <returns>The content of endpoints.json.</returns>
    public async Task<JsonElement> ReadyAsync(string folder, CancellationToken stop)
    {
        var file = Path.Combine(folder, "endpoints.json");
        await TestStack.UntilAsync(() => process.HasExited || File.Exists(file), "the AppHost is ready", TimeToStart);
        Assert.False(process.HasExited, $"It ended before it was ready: {(process.HasExited ? await SaidAsync() : "")}");
        return JsonDocument.Parse(await File.ReadAllTextAsync(file, stop)).RootElement;
    }

    public async Task<int> ExitCodeAsync(CancellationToken stop)
    {
        await process.WaitForExitAsync(stop).WaitAsync(TimeToEnd, stop);
        return process.ExitCode;
    }

    public async Task<string> SaidAsync() => string.Concat(await said);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Posix.Signal(process.Id, Posix.Terminate);
            await process.WaitForExitAsync().WaitAsync(TimeToEnd);
        }

        process.Dispose();
    }
}
