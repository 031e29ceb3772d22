using Hotline117.AppHost.Machine;

namespace Hotline117.AppHost.Parts;

/// <summary>
/// Runs the programs of the parts (Asterisk, Redis, RabbitMQ, PostgreSQL, SIPp …). They see the Debian system of <see cref="PartPackages"/>,
/// the state folder at <see cref="State"/>, telephony-config at <see cref="TelephonyConfig"/> and this machine's network; nothing else is kept.
/// A boundary, because one machine may unpack Debian packages as root and another has a container engine.
/// </summary>
public interface IPartRunner
{
    const string State = "/srv";
    const string TelephonyConfig = "/mnt";

    Task<IRunningProgram> StartAsync(PartCommand command, CancellationToken stop);
}

/// <param name="Name">Unique among what runs.</param>
/// <param name="Arguments">The program and its arguments, started as root.</param>
/// <param name="Log">Where its output goes, on this machine.</param>
public sealed record PartCommand(string Name, IReadOnlyList<string> Arguments, string Log)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The kernel's command name of the server itself, where <see cref="Arguments"/> only lead to it.</summary>
    public string? Server { get; init; }

    /// <summary>What asks the server to end.</summary>
    public int StopSignal { get; init; } = Posix.Terminate;

    public string Folder { get; init; } = IPartRunner.State;
}
