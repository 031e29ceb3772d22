using System.ComponentModel;
using System.Diagnostics;
using Hotline117.AppHost.Machine;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>A file system for all state of one stack, logs included: whatever is done to it strikes Redis, RabbitMQ, PostgreSQL and Asterisk at once.</summary>
internal sealed class OwnDisk(string name)
{
    private static readonly TimeSpan _again = TimeSpan.FromMilliseconds(5);

    public string Folder { get; } = FreshFolder.PathOf(name);

    private string Filling => Path.Combine(Folder, "filling");

    /// <param name="stack">The state folder, of which a killed run may have left processes.</param>
    /// <param name="options">Of <c>mount</c>, without the folder.</param>
    public async Task MountAsync(string stack, params string[] options)
    {
        await ClearAsync(stack);
        Directory.CreateDirectory(Folder);
        await RunAsync(["mount", .. options, Folder]);
    }

    /// <summary>Ends what a killed run has left, processes first: they keep what it mounted.</summary>
    public async Task ClearAsync(string stack)
    {
        await Leftovers.EndAsync(FreshFolder.PathOf(stack), TestContext.Current.CancellationToken);
        await UnmountAsync();
    }

    // One, or several that killed runs left.
    public async Task UnmountAsync()
    {
        while (await ExitCodeAsync("mountpoint", "-q", Folder) == 0)
        {
            // What was killed on it may need a moment to be gone.
            await Until.TrueAsync(async () => await ExitCodeAsync("umount", Folder) == 0, Until.Patience, $"{Folder} is unmounted");
        }
    }

    public Task FreezeAsync() => RunAsync("fsfreeze", "--freeze", Folder);

    /// <summary>Also one that does not stand, or is not there.</summary>
    public Task ThawAsync() => ExitCodeAsync("fsfreeze", "--unfreeze", Folder);

    /// <summary>Takes all that is left, and whatever somebody gives back, until it is freed: a server that ends leaves room enough for another's writes.</summary>
    public async Task FillAsync(CancellationToken freed)
    {
        // Most of it at once; the rest as root, who gets what is reserved as well.
        await RunAsync("fallocate", "-l", $"{Math.Max(1, new DriveInfo(Folder).AvailableFreeSpace / 10 * 9)}", Filling);
        await using (var file = new FileStream(Filling, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            var page = new byte[Environment.SystemPageSize];
            while (!freed.IsCancellationRequested)
            {
                try
                {
                    file.Write(page);
                }
                catch (IOException)
                {
                    await Task.Delay(_again, CancellationToken.None);
                }
            }
        }

        File.Delete(Filling);
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
        using var program = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        return program.ExitCode;
    }
}
