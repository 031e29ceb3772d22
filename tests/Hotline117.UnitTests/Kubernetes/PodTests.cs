using Hotline117.Hosting;
using Hotline117.Hosting.Health;
using Hotline117.UnitTests.Architecture;
using k8s.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline117.UnitTests.Kubernetes;

public class PodTests
{
    public static TheoryData<string> Services => ["routing", "reporting", "web"];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Probes_ask_for_health_where_the_service_answers(string service)
    {
        var container = Manifests.Container(service);
        var paths = await MappedPathsAsync();

        Assert.All([container.StartupProbe, container.LivenessProbe, container.ReadinessProbe], probe =>
        {
            Assert.Contains(probe.HttpGet.Path, paths);
            Assert.Equal("http", probe.HttpGet.Port.Value);
        });
        Assert.Equal("/health/live", container.StartupProbe.HttpGet.Path);
        Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
        Assert.Equal("/health/ready", container.ReadinessProbe.HttpGet.Path);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void The_port_that_is_told_is_the_port_that_listens(string service)
    {
        var port = Manifests.Container(service).Ports.Single();
        var exposed = Manifests.Objects.OfType<V1Service>().Single(known => known.Metadata.Name == $"hotline117-{service}").Spec.Ports.Single();

        Assert.Equal("http", port.Name);
        Assert.Equal($"http://+:{port.ContainerPort}", Manifests.Settings(service)["ASPNETCORE_URLS"]);
        Assert.Equal("http", exposed.TargetPort.Value);
    }

    [Theory]
    [InlineData("Routing__Url", "routing")]
    [InlineData("Reporting__Url", "reporting")]
    public void The_web_is_told_where_the_others_are(string setting, string service)
    {
        var exposed = Manifests.Objects.OfType<V1Service>().Single(known => known.Metadata.Name == $"hotline117-{service}");

        Assert.Equal($"http://{exposed.Metadata.Name}:{exposed.Spec.Ports.Single().Port}", Manifests.Settings("web")[setting]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Secrets_lie_where_the_services_look_for_them(string service)
    {
        var pod = Manifests.Deployment(service).Spec.Template.Spec;
        var mount = pod.Containers.Single().VolumeMounts.Single(mounted => mounted.MountPath == HotlineHost.SecretsFolder);

        Assert.True(mount.ReadOnlyProperty);
        var secret = pod.Volumes.Single(volume => volume.Name == mount.Name).Secret;
        Assert.Contains(Manifests.ExampleSecrets, example => example.Metadata.Name == secret.SecretName);
        Assert.Equal(Convert.ToInt32("440", 8), secret.DefaultMode);
        Assert.Equal($"hotline117-{service}-settings", pod.Containers.Single().EnvFrom.Single().ConfigMapRef.Name);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Pods_have_no_more_rights_than_they_need(string service)
    {
        var pod = Manifests.Deployment(service).Spec.Template.Spec;
        var container = pod.Containers.Single();

        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
        Assert.False(pod.AutomountServiceAccountToken);
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        Assert.Equal(["cpu", "memory"], container.Resources.Requests.Keys.Order());
        Assert.Equal(["memory"], container.Resources.Limits.Keys);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Pods_end_in_good_order(string service)
    {
        var pod = Manifests.Deployment(service).Spec.Template.Spec;
        var hostWaits = new Microsoft.Extensions.Hosting.HostOptions().ShutdownTimeout;

        Assert.True(pod.TerminationGracePeriodSeconds > pod.Containers.Single().Lifecycle.PreStop.Sleep.Seconds + hostWaits.TotalSeconds);
    }

    [Theory]
    [InlineData("routing", "Hotline117.RoutingService")]
    [InlineData("reporting", "Hotline117.ReportingService")]
    [InlineData("web", "Hotline117.Web")]
    public void The_image_is_made_from_the_service(string service, string project)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "src", project, "Dockerfile"));
        var copied = lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]);

        Assert.Contains($"--tag {Manifests.Container(service).Image} ", lines[0], StringComparison.Ordinal);
        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
        Assert.Contains($"RUN dotnet publish src/{project} --configuration Release --output /app", lines);
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{project}.dll\"]", lines);
        // The images of .NET call this user APP_UID.
        Assert.Contains("USER $APP_UID", lines);
        Assert.Equal(1654, Manifests.Deployment(service).Spec.Template.Spec.SecurityContext.RunAsUser);
    }

    private static async Task<IReadOnlyList<string>> MappedPathsAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddHotlineDefaults("test");
        await using var app = builder.Build();
        app.MapHealthAndMetrics();
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!)];
    }
}
