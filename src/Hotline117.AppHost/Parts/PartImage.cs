using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Images;
using Hotline117.AppHost.Progress;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline117.AppHost.Parts;

/// <summary>The image of the same packages as the parts folder, built in the engine where it is missing.</summary>
internal static class PartImage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static string Name { get; } = $"hotline117/parts:{PartPackages.Hash}";

    public static string Dockerfile { get; } = $"""
        FROM debian:{PartPackages.Suite}
        RUN apt-get update \
         && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends {string.Join(' ', PartPackages.Names)} \
         && rm -rf /var/lib/apt/lists/*

        """;

    /// <summary>The engine that DOCKER_HOST or the usual sockets lead to; null where none answers.</summary>
    public static async Task<Uri?> FindEngineAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            if (TestcontainersSettings.OS?.DockerEndpointAuthConfig?.Endpoint is not { } endpoint)
            {
                return null;
            }

            using var client = ContainerRunner.Client(endpoint);
            await client.System.PingAsync(patience.Token);
            return endpoint;
        }
        catch (Exception away) when (!stop.IsCancellationRequested
            && away is HttpRequestException or IOException or DockerApiException or OperationCanceledException or TimeoutException)
        {
            return null;
        }
    }

    public static async Task EnsureAsync(Uri engine, Steps steps, CancellationToken stop)
    {
        var context = Directory.CreateTempSubdirectory("hotline117-image-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(context.FullName, "Dockerfile"), Dockerfile, stop);
            var image = new ImageFromDockerfileBuilder()
                .WithDockerEndpoint(engine)
                .WithLogger(NullLogger.Instance)
                .WithName(Name)
                .WithDockerfileDirectory(context.FullName)
                .WithImageBuildPolicy(PullPolicy.Missing)
                .WithDeleteIfExists(false)
                .WithCleanUp(false)
                .Build();
            await steps.RunAsync($"Image {Name}", () => image.CreateAsync(stop));
        }
        catch (Exception failure) when (failure is DockerApiException or HttpRequestException or InvalidOperationException)
        {
            throw new StartFailedException($"The image {Name} can't be built: {failure.Message}",
                remedy: "See that the engine can pull debian:" + PartPackages.Suite + ", or start as root on Debian without --containers.", cause: failure);
        }
        finally
        {
            context.Delete(recursive: true);
        }
    }
}
