using Hotline117.UnitTests.Architecture;
using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace Hotline117.UnitTests.Kubernetes;

/// <summary>The manifests under k8s/, read as strictly as an API server would: a member that Kubernetes does not know is an error.</summary>
internal static class Manifests
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "k8s");

    public static Kustomization Base { get; } = ReadKustomization("base");

    /// <summary>The base as written, before kustomize; its generated ConfigMaps are <see cref="Settings"/>.</summary>
    public static IReadOnlyList<object> Objects { get; } = [.. Base.Resources.SelectMany(file => Load(Path.Combine("base", file)))];

    public static IEnumerable<V1Deployment> Deployments => Objects.OfType<V1Deployment>();

    public static V1Deployment Deployment(string service) => Deployments.Single(deployment => deployment.Metadata.Name == $"hotline117-{service}");

    public static V1Container Container(string service) => Deployment(service).Spec.Template.Spec.Containers.Single();

    /// <summary>What a service is told by its ConfigMap, by setting.</summary>
    public static Dictionary<string, string> Settings(string service) => Base.ConfigMapGenerator
        .Single(map => map.Name == $"hotline117-{service}-settings").Literals
        .Select(literal => literal.Split('=', 2))
        .ToDictionary(parts => parts[0], parts => parts[1]);

    public static IEnumerable<V1Secret> ExampleSecrets => Load("secrets.example.yaml").Cast<V1Secret>();

    public static List<object> Load(string file) => KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(Folder, file)), strict: true);

    public static Kustomization ReadKustomization(string folder) => new DeserializerBuilder()
        .WithNamingConvention(YamlDotNet.Serialization.NamingConventions.CamelCaseNamingConvention.Instance)
        .Build()
        .Deserialize<Kustomization>(File.ReadAllText(Path.Combine(Folder, folder, "kustomization.yaml")));
}

/// <summary>Of kustomize's own file what we use.</summary>
internal sealed class Kustomization
{
    public string ApiVersion { get; set; } = "";
    public string Kind { get; set; } = "";
    public string Namespace { get; set; } = "";
    public List<object> Labels { get; set; } = [];
    public List<string> Resources { get; set; } = [];
    public List<KustomizationImage> Images { get; set; } = [];
    public List<KustomizationConfigMap> ConfigMapGenerator { get; set; } = [];
}

internal sealed class KustomizationImage
{
    public string Name { get; set; } = "";
    public string NewName { get; set; } = "";
    public string NewTag { get; set; } = "";
}

internal sealed class KustomizationConfigMap
{
    public string Name { get; set; } = "";
    public string Behavior { get; set; } = "";
    public List<string> Literals { get; set; } = [];
}
