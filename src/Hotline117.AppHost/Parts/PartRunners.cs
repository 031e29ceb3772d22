using Hotline117.AppHost.Progress;

namespace Hotline117.AppHost.Parts;

/// <summary>Chooses how the parts run: unpacked Debian packages where they can be had, else containers.</summary>
internal sealed class PartRunners(Steps steps, string stateFolder, string logs, string telephonyConfig)
{
    public async Task<IPartRunner> ChooseAsync(StackOptions options, CancellationToken stop)
    {
        var obstacle = options.Containers ? "--containers asks for it" : await PartsFolder.ObstacleAsync(stop);
        StartFailedException? cause = null;
        if (obstacle is null)
        {
            try
            {
                var folder = await new PartsFolder(steps, stateFolder, logs).EnsureAsync(stop);
                return new NamespaceRunner(folder, stateFolder, telephonyConfig);
            }
            catch (StartFailedException failure)
            {
                obstacle = failure.Message;
                cause = failure;
            }
        }

        return (options.ContainerEngine ?? await PartImage.FindEngineAsync(stop)) is { } engine
            ? await InContainersAsync(engine, obstacle, stop)
            : throw cause ?? new StartFailedException(
                $"The servers can't be started: {obstacle}, and no container engine answers.",
                remedy: "Start as root on Debian (without --containers), or start a Docker engine; DOCKER_HOST says where it is.");
    }

    private async Task<ContainerRunner> InContainersAsync(Uri engine, string why, CancellationToken stop)
    {
        steps.Say($"The servers run in containers ({why}).");
        await PartImage.EnsureAsync(engine, steps, stop);
        var runner = new ContainerRunner(engine, PartImage.Name, stateFolder, telephonyConfig);
        await runner.RemoveLeftoversAsync(stop);
        return runner;
    }
}
