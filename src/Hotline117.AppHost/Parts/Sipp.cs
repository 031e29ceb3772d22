using Hotline117.AppHost.Machine;

namespace Hotline117.AppHost.Parts;

/// <summary>What SIPp did. Exit code 0: every call succeeded; 1: at least one failed; 97: ended from outside (sipp(1)).</summary>
/// <param name="Folder">Holds its scenario and the files that it wrote.</param>
public sealed record SippResult(int ExitCode, string Output, string Folder);

/// <summary>A SIPp process in a folder of its own under the state folder, bound to 127.0.0.1.</summary>
public sealed class Sipp : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private readonly IRunningProgram program;

    private Sipp(IRunningProgram program, string folder)
    {
        this.program = program;
        Folder = folder;
        Completed = ReadResultAsync();
    }

    public string Folder { get; }

    public Task<SippResult> Completed { get; }

    internal IRunningProgram Program => program;

    /// <param name="name">Unique among what runs; also its folder's.</param>
    /// <param name="arguments">As on the command line; files are named relative to its folder.</param>
    /// <param name="files">Scenarios and lists of callers, by file name.</param>
    public static async Task<Sipp> StartAsync(
        IPartRunner runner, string stateFolder, string name, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> files,
        CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(files);
        var folder = Directory.CreateDirectory(Path.Combine(stateFolder, "sipp", name)).FullName;
        foreach (var (file, text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file), text, stop);
        }

        var command = new PartCommand(name, ["sipp", .. arguments, "-nostdin", "-i", "127.0.0.1", "-mi", "127.0.0.1"], Path.Combine(folder, "output.log"))
        {
            Server = "sipp",
            Folder = $"{IPartRunner.State}/sipp/{name}",
        };
        return new Sipp(await runner.StartAsync(command, stop), folder);
    }

    public Task StopAsync() => program.StopAsync(Grace);

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<SippResult> ReadResultAsync()
    {
        var code = await program.Exited;
        return new SippResult(code, await File.ReadAllTextAsync(Path.Combine(Folder, "output.log")), Folder);
    }
}
