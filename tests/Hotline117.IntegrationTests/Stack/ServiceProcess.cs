using System.Text.Json;
using Hotline117.AppHost;
using Hotline117.AppHost.Machine;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>The RoutingService's program, started by a test beside those of the stack, or as one of its commands.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private const string Project = "Hotline117.RoutingService";
    private static int number;
    private readonly ChildProcess process;

    private ServiceProcess(ChildProcess process, string log) => (this.process, LogFile) = (process, log);

    public string LogFile { get; }

    public string Output => File.ReadAllText(LogFile);

    public Task<int> Exited => process.Exited;

    /// <param name="settings">Added to those of the stack's own.</param>
    public static ServiceProcess Start(HotlineStack stack, IReadOnlyDictionary<string, string> settings, params IReadOnlyList<string> arguments)
    {
        var folder = Checkout.Find().ServiceFolder(Project);
        var log = Path.Combine(stack.Logs, $"test-{Interlocked.Increment(ref number)}.log");
        var all = new Dictionary<string, string>(CommonSettings(stack));
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        return new ServiceProcess(ChildProcess.Start(new LaunchCommand(
            [dotnet, Path.Combine(folder, $"{Project}.dll"), .. arguments], log, stack.StateFolder)
        { Folder = folder, Environment = all }), log);
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(HotlineStack stack, params IReadOnlyList<string> arguments)
    {
        await using var command = Start(stack, new Dictionary<string, string>(), arguments);
        await Until.DoneAsync(command.Exited, TimeSpan.FromSeconds(30), string.Join(' ', arguments));
        return (await command.Exited, command.Output);
    }

    public async ValueTask DisposeAsync() => await process.StopAsync(TimeSpan.FromSeconds(5));

    private static Dictionary<string, string> CommonSettings(HotlineStack stack)
    {
        using var secrets = JsonDocument.Parse(File.ReadAllText(Path.Combine(stack.StateFolder, "secrets.json")));
        return new()
        {
            ["Redis__ConnectionString"] = stack.Endpoints.Redis,
            ["RabbitMq__Uri"] = stack.Endpoints.Amqp,
            ["Directory__EncryptionKey"] = secrets.RootElement.GetProperty("directoryKey").GetString()!,
            ["Switch__LineKey"] = secrets.RootElement.GetProperty("lineKey").GetString()!,
            ["Relay__Enabled"] = "false",
        };
    }
}
