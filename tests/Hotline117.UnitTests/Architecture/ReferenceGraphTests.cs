using System.Xml.Linq;

namespace Hotline117.UnitTests.Architecture;

/// <summary>References run one way. A project that needs another one says so here first.</summary>
public sealed class ReferenceGraphTests
{
    public static TheoryData<string, string[]> Allowed => new()
    {
        { "Contracts", [] },
        { "Asterisk", [] },
        { "Hosting", [] },
        { "Routing", ["Contracts"] },
        { "RoutingService", ["Asterisk", "Contracts", "Hosting", "Routing"] },
        { "ReportingService", ["Contracts", "Hosting"] },
        { "Web", ["Contracts", "Hosting"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_project_refers_only_to_what_it_may(string project, string[] allowed) =>
        Assert.Equal(allowed, Project(project).Descendants("ProjectReference").Select(Name).Order());

    [Fact]
    public void The_host_of_all_builds_the_services_but_does_not_link_them() =>
        Assert.All(Project("AppHost").Descendants("ProjectReference"), reference =>
            Assert.True(
                (string?)reference.Attribute("ReferenceOutputAssembly") == "false" || Name(reference) is "Contracts" or "Hosting",
                $"AppHost links {Name(reference)}: it starts services as processes of their own."));

    [Fact]
    public void Every_project_under_src_is_spoken_of_here()
    {
        var projects = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(path => Path.GetFileName(path)["Hotline117.".Length..]);
        Assert.Equal(Allowed.Select(row => row.Data.Item1).Append("AppHost").Order(), projects.Order());
    }

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Asterisk")]
    [InlineData("Routing")]
    public void The_inner_projects_need_no_package_and_no_framework_but_the_plain_one(string project)
    {
        Assert.Empty(Project(project).Descendants("PackageReference"));
        Assert.Empty(Project(project).Descendants("FrameworkReference"));
        Assert.Equal("Microsoft.NET.Sdk", (string?)Project(project).Attribute("Sdk"));
    }

    private static XElement Project(string name) => XElement.Parse(Repository.Text("src", $"Hotline117.{name}", $"Hotline117.{name}.csproj"));

    private static string Name(XElement reference) =>
        Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/'))["Hotline117.".Length..];
}
