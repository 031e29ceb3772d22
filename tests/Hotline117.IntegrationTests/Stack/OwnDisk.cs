using System.ComponentModel;
using System.Diagnostics;
using Hotline117.AppHost.Machine;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>A file system for all state of one stack, logs included: whatever is done to it strikes Redis, RabbitMQ, PostgreSQL and Asterisk at once.</summary>
internal sealed class OwnDisk(string name)
{
    public string Folder { get; } = FreshFolder.PathOf(name);

    /// <param name="stack">The state folder, of which a killed run may have left processes.</param>
    /// <param name="options">Of <c>mount</c>, without the folder.</param>
    public async Task MountAsync(string stack, params string[] options)
    {
        Directory.CreateDirectory(Folder);
        await Leftovers.EndAsync(FreshFolder.PathOf(stack), TestContext.Current.CancellationToken);
        await UnmountAsync();
        await RunAsync(["mount", .. options, Folder]);
    }

    // One that a killed run left, or several.
    public async Task UnmountAsync()
    {
        while (await ExitCodeAsync("mountpoint", "-q", Folder) == 0)
        {
            // What was killed on it may need a moment to be gone.
            await Until.TrueAsync(async () => await ExitCodeAsync("umount", Folder) == 0, Until.Patience, $"{Folder} is unmounted");
        }
    }

    public static async Task RunAsync(params string[] command)
    {
        if (await ExitCodeAsync(command) is not 0 and var code)
        {
            throw new Win32Exception($"{string.Join(' ', command)} ended with {code}.");
        }
    }

    private static async Task<int> ExitCodeAsync(params string[] command)
    {
        using var program = Process.Start(command[0], command[1..]);
        await program.WaitForExitAsync();
        return program.ExitCode;
    }
}
