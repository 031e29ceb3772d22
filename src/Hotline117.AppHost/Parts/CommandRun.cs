namespace Hotline117.AppHost.Parts;

/// <summary>What a program of the parts did, standard output and errors together.</summary>
public sealed record CommandResult(int ExitCode, string Output);

/// <summary>Runs a program of the parts to its end.</summary>
public static class CommandRun
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <param name="stop">Ends the program.</param>
    public static async Task<CommandResult> RunAsync(
        this IPartRunner runner, IReadOnlyList<string> command, string stateFolder, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(runner);
        var name = $"command-{Guid.NewGuid():N}";
        var log = Path.Combine(stateFolder, "commands", $"{name}.log");
        var program = await runner.StartAsync(new PartCommand(name, command, log), stop);
        try
        {
            var code = await program.Exited.WaitAsync(stop);
            return new CommandResult(code, await File.ReadAllTextAsync(log, stop));
        }
        finally
        {
            await program.StopAsync(Grace);
            File.Delete(log);
        }
    }
}
