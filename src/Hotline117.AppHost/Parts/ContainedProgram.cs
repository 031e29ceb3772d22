using Docker.DotNet;
using Docker.DotNet.Models;
using Hotline117.AppHost.Machine;

namespace Hotline117.AppHost.Parts;

/// <summary>A program in a container, removed when it is stopped.</summary>
internal sealed class ContainedProgram : IRunningProgram
{
    private readonly DockerClient client;
    private readonly string id;

    private ContainedProgram(DockerClient client, string id, int? serverId)
    {
        this.client = client;
        this.id = id;
        ServerId = serverId;
        Exited = AwaitExitAsync();
    }

    public Task<int> Exited { get; }

    public int? ServerId { get; }

    public static async Task<ContainedProgram> WatchAsync(DockerClient client, string id, CancellationToken stop)
    {
        var state = (await client.Containers.InspectContainerAsync(id, stop)).State!;
        return new ContainedProgram(client, id, state.Pid > 0 ? (int)state.Pid : null);
    }

    public async Task StopAsync(TimeSpan grace)
    {
        try
        {
            await client.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)Math.Ceiling(grace.TotalSeconds) }, default);
            await Exited;
            await client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true }, default);
        }
        catch (DockerContainerNotFoundException)
        {
            // Somebody removed it before us.
        }
    }

    private async Task<int> AwaitExitAsync() => (int)(await client.Containers.WaitContainerAsync(id)).StatusCode;
}
