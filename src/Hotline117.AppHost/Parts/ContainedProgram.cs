using Docker.DotNet;
using Docker.DotNet.Models;
using Hotline117.AppHost.Machine;

namespace Hotline117.AppHost.Parts;

/// <summary>A program in a container, removed when it is stopped.</summary>
internal sealed class ContainedProgram : IRunningProgram
{
    private readonly DockerClient client;
    private readonly string name;

    private ContainedProgram(DockerClient client, string name, int? serverId)
    {
        this.client = client;
        this.name = name;
        ServerId = serverId;
        Exited = AwaitExitAsync();
    }

    public Task<int> Exited { get; }

    public int? ServerId { get; }

    public static async Task<ContainedProgram> WatchAsync(DockerClient client, string name, CancellationToken stop)
    {
        var state = (await client.Containers.InspectContainerAsync(name, stop)).State!;
        return new ContainedProgram(client, name, state.Pid > 0 ? (int)state.Pid : null);
    }

    public async Task StopAsync(TimeSpan grace)
    {
        try
        {
            await client.Containers.StopContainerAsync(name, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)Math.Ceiling(grace.TotalSeconds) }, default);
            await Exited;
            await client.Containers.RemoveContainerAsync(name, new ContainerRemoveParameters { Force = true }, default);
        }
        catch (DockerContainerNotFoundException)
        {
            // Somebody removed it before us.
        }
    }

    private async Task<int> AwaitExitAsync() => (int)(await client.Containers.WaitContainerAsync(name)).StatusCode;
}
