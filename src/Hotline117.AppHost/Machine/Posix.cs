using System.Runtime.InteropServices;

namespace Hotline117.AppHost.Machine;

/// <summary>The few calls of the operating system that .NET does not offer.</summary>
public static partial class Posix
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static bool IsRoot => GetEffectiveUserId() == 0;

    public static int ParentId => GetParentId();

    /// <summary>Sends a signal; one to a process that is gone is ignored.</summary>
    public static void Signal(int pid, int signal)
    {
        // 0, 1 and negative ids would mean groups, or init.
        if (pid > 1)
        {
            _ = SendSignal(pid, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentId();
}
