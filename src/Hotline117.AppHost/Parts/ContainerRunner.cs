using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using Hotline117.AppHost.Machine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline117.AppHost.Parts;

/// <summary>
/// Runs a program in a container of the image that holds the same Debian packages as the parts folder. One image and the same command
/// lines rather than a vendor's image for each server: so both ways run the same versions with the same settings, and what is tested in
/// one holds in the other. The host's network, because SIP and RTP name their ports inside the messages, where no port mapping reaches.
/// </summary>
internal sealed class ContainerRunner(Uri engine, string image, string stateFolder, string telephonyConfig) : IPartRunner
{
    private const string Label = "org.hotline117.state";

    public async Task<IRunningProgram> StartAsync(PartCommand command, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(command.Log)!);
        var log = $"{IPartRunner.State}/{Path.GetRelativePath(stateFolder, command.Log)}";
        // Of a container that has ended just now Testcontainers won't tell the id: engines have states that it does not know.
        var name = $"hotline117-{Guid.NewGuid():N}";
        var builder = new ContainerBuilder(image)
            .WithName(name)
            .WithDockerEndpoint(engine)
            .WithLogger(NullLogger.Instance)
            // Testcontainers' own reaper needs an image from a registry and ends what outlives a connection; we end ours by label.
            .WithCleanUp(false)
            .WithLabel(Label, stateFolder)
            .WithImagePullPolicy(PullPolicy.Never)
            .WithBindMount(stateFolder, IPartRunner.State)
            .WithBindMount(telephonyConfig, IPartRunner.TelephonyConfig, AccessMode.ReadOnly)
            .WithEnvironment(new Dictionary<string, string>(command.Environment) { ["LANG"] = "C.UTF-8" })
            .WithWorkingDirectory(command.Folder)
            .WithEntrypoint("sh", "-c", """log=$1; shift; exec "$@" </dev/null >"$log" 2>&1""", "sh", log)
            .WithCommand([.. command.Arguments])
            .WithWaitStrategy(Wait.ForUnixContainer().AddCustomWaitStrategy(new NoWait()))
            .WithCreateParameterModifier(parameters =>
            {
                parameters.HostConfig!.NetworkMode = "host";
                parameters.StopSignal = command.StopSignal == Posix.Interrupt ? "SIGINT" : "SIGTERM";
            });
        var container = builder.Build();
        try
        {
            await container.StartAsync(stop);
        }
        catch (ContainerNotRunningException)
        {
            // A command that has ended already: what became of it is seen by its exit code.
        }

        return await ContainedProgram.WatchAsync(Client(engine), name, stop);
    }

    /// <summary>Removes the containers of an earlier run with this state folder.</summary>
    public async Task RemoveLeftoversAsync(CancellationToken stop)
    {
        using var client = Client(engine);
        var left = await client.Containers.ListContainersAsync(new ContainersListParameters
        {
            All = true,
            Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{Label}={stateFolder}"] = true } },
        }, stop);
        foreach (var container in left)
        {
            await client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true }, stop);
        }
    }

    internal static DockerClient Client(Uri engine) => new DockerClientBuilder().WithEndpoint(engine).Build();

    // Readiness is asked of the server itself, and a command may have ended before anybody looks.
    private sealed class NoWait : IWaitUntil
    {
        public Task<bool> UntilAsync(IContainer container) => Task.FromResult(true);
    }
}
