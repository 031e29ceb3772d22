using System.Globalization;
using Hotline117.AppHost.Machine;

namespace Hotline117.AppHost.Parts;

/// <summary>
/// Runs a program with the parts folder as its root, in mount, process and IPC namespaces of its own (namespaces(7)).
/// The mounts exist only in there, so nothing is ever left mounted, and the kernel ends everything inside with its first process.
/// </summary>
/// <param name="partsFolder">Stays as it is: it is mounted read-only.</param>
public sealed class NamespaceRunner(string partsFolder, string stateFolder, string telephonyConfig) : IPartRunner
{
    // The first process stays a root shell that waits: a change of user, as servers do, would clear the parent-death
    // signal (prctl(2)) by which --kill-child ends the namespace with its outer process.
    private const string Enter = """
        set -eu
        parts=$1 state=$2 telephony=$3 last_pid=$4; shift 4
        mount --bind "$parts" "$parts"
        mount -o remount,bind,ro "$parts"
        mount -t proc proc "$parts/proc"
        # SIPp makes the ids of its calls from its process id. Were that the same in each namespace, the switch would take
        # the messages of a new call for repeats of an old one.
        if [ -e "$parts/proc/sys/kernel/ns_last_pid" ]; then echo "$last_pid" > "$parts/proc/sys/kernel/ns_last_pid"; fi
        mount --rbind /dev "$parts/dev"
        for own in dev/shm tmp run; do mount -t tmpfs -o mode=1777 tmpfs "$parts/$own"; done
        # For the machine's own name.
        mount --bind -o ro /etc/hosts "$parts/etc/hosts"
        # With what is mounted in it.
        mount --rbind "$state" "$parts/srv"
        mount --bind -o ro "$telephony" "$parts/mnt"
        chroot "$parts" "$@" &
        wait $!
        """;

    private static readonly Dictionary<string, string> Surroundings = new()
    {
        ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ["LANG"] = "C.UTF-8",
    };

    public Task<IRunningProgram> StartAsync(PartCommand command, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(command);
        var child = ChildProcess.Start(new LaunchCommand(
            [
                "unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child", "--propagation", "private",
                "sh", "-c", Enter, "sh", partsFolder, stateFolder, telephonyConfig, Random.Shared.Next(1000, 30_000).ToString(CultureInfo.InvariantCulture),
                "env", "-C", command.Folder, .. command.Arguments,
            ],
            command.Log,
            stateFolder)
        {
            // Not as arguments: those of every process can be read by every user, and some of these are passwords.
            Environment = new Dictionary<string, string>(Surroundings.Concat(command.Environment)),
            OwnEnvironmentOnly = true,
        });
        return Task.FromResult<IRunningProgram>(new NamespacedPart(child, command));
    }

    private sealed class NamespacedPart(ChildProcess child, PartCommand command) : IRunningProgram
    {
        public Task<int> Exited => child.Exited;

        public int? ServerId => command.Server is { } server ? ProcessTree.FindDescendant(child.Id, server) : child.Id;

        public Task StopAsync(TimeSpan grace) => child.StopAsync(command.StopSignal, grace, ServerId);
    }
}
