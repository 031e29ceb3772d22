using k8s.Models;

namespace Hotline117.UnitTests.Kubernetes;

public class ManifestTests
{
    [Fact]
    public void Every_manifest_holds_only_what_Kubernetes_knows()
    {
        var files = Directory.GetFiles(Manifests.Folder, "*.yaml", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "kustomization.yaml").ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.NotEmpty(Manifests.Load(file)));
    }

    [Theory]
    [InlineData("base")]
    [InlineData("overlays/example")]
    public void A_kustomization_lists_every_file_beside_it(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Manifests.Folder, folder), "*.yaml").Select(Path.GetFileName).Where(file => file != "kustomization.yaml");

        Assert.Equal(files.Order(), Manifests.ReadKustomization(folder).Resources.Where(resource => !resource.Contains('/')).Order());
    }

    [Fact]
    public void The_overlay_changes_only_what_the_base_has()
    {
        var overlay = Manifests.ReadKustomization("overlays/example");

        Assert.Equal(Images(), overlay.Images.Select(image => image.Name).Order());
        Assert.Equal(
            Manifests.Base.ConfigMapGenerator.Select(map => (map.Name, "merge")).Order(),
            overlay.ConfigMapGenerator.Select(map => (map.Name, map.Behavior)).Order());
    }

    [Fact]
    public void Each_service_has_a_deployment_an_account_and_a_service()
    {
        string[] services = ["hotline117-reporting", "hotline117-routing", "hotline117-web"];

        Assert.Equal(services, Names<V1Deployment>(deployment => deployment.Metadata));
        Assert.Equal(services, Names<V1Service>(service => service.Metadata));
        Assert.Equal(services, Names<V1ServiceAccount>(account => account.Metadata));
        Assert.All(Manifests.Deployments, deployment => Assert.Equal(deployment.Metadata.Name, deployment.Spec.Template.Spec.ServiceAccountName));
    }

    [Fact]
    public void Every_selector_selects_pods()
    {
        var pods = Manifests.Deployments.Select(deployment => deployment.Spec.Template.Metadata.Labels).ToList();

        Assert.All(Manifests.Deployments, deployment => Assert.True(Matches(deployment.Spec.Selector.MatchLabels, deployment.Spec.Template.Metadata.Labels)));
        Assert.All(Objects<V1Service>(), service => Assert.Single(pods, pod => Matches(service.Spec.Selector, pod)));
        Assert.All(Objects<V1PodDisruptionBudget>(), budget => Assert.Single(pods, pod => Matches(budget.Spec.Selector.MatchLabels, pod)));
        Assert.All(Selectors(), selector => Assert.Contains(pods, pod => Selects(selector, pod)));
    }

    [Fact]
    public void A_service_with_replicas_keeps_one_while_nodes_are_emptied()
    {
        var replicated = Manifests.Deployments.Where(deployment => deployment.Spec.Replicas > 1).Select(deployment => deployment.Metadata.Name);

        Assert.Equal(replicated.Order(), Names<V1PodDisruptionBudget>(budget => budget.Metadata));
        Assert.All(Objects<V1PodDisruptionBudget>(), budget => Assert.Equal("1", budget.Spec.MaxUnavailable.Value));
    }

    [Fact]
    public void Nothing_comes_in_or_goes_out_but_by_a_policy_that_names_it()
    {
        var nothingElse = Objects<V1NetworkPolicy>().Single(policy => policy.Metadata.Name == "hotline117-nothing-else").Spec;

        Assert.Equal(["Ingress", "Egress"], nothingElse.PolicyTypes);
        Assert.Null(nothingElse.Ingress);
        Assert.Null(nothingElse.Egress);
        Assert.All(Manifests.Deployments, deployment => Assert.True(Selects(nothingElse.PodSelector, deployment.Spec.Template.Metadata.Labels)));
    }

    private static IEnumerable<T> Objects<T>() => Manifests.Objects.OfType<T>();

    private static IEnumerable<string> Names<T>(Func<T, V1ObjectMeta> metadata) => Objects<T>().Select(known => metadata(known).Name).Order();

    private static IEnumerable<string> Images() =>
        Manifests.Deployments.SelectMany(deployment => deployment.Spec.Template.Spec.Containers).Select(container => container.Image).Order();

    // Of the network policies: whom they are for, and whom they let speak.
    private static IEnumerable<V1LabelSelector> Selectors() => Objects<V1NetworkPolicy>().SelectMany(policy =>
        (policy.Spec.Ingress ?? []).SelectMany(rule => rule.FromProperty ?? [])
            .Concat((policy.Spec.Egress ?? []).SelectMany(rule => rule.To ?? []))
            .Select(peer => peer.PodSelector)
            .OfType<V1LabelSelector>()
            .Append(policy.Spec.PodSelector));

    private static bool Selects(V1LabelSelector selector, IDictionary<string, string> labels) =>
        Matches(selector.MatchLabels ?? new Dictionary<string, string>(), labels)
        && (selector.MatchExpressions ?? []).All(wanted => wanted.OperatorProperty == "In" && wanted.Values.Contains(labels[wanted.Key]));

    private static bool Matches(IDictionary<string, string> wanted, IDictionary<string, string> labels) =>
        wanted.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value);
}
