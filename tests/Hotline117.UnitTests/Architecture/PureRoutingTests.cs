using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Hotline117.Routing.Decisions;

namespace Hotline117.UnitTests.Architecture;

/// <summary>Routing decides and does nothing else: what its compiled code refers to shows it.</summary>
public sealed class PureRoutingTests
{
    private static readonly string[] ForbiddenNamespaces =
    [
        "System.IO", "System.Net", "System.Diagnostics", "System.Threading", "System.Data", "System.Runtime.InteropServices.ComTypes",
        "Microsoft.Extensions", "Microsoft.AspNetCore", "Hotline117.Asterisk", "Hotline117.Hosting",
    ];

    private static readonly string[] ForbiddenTypes =
        ["System.Console", "System.Random", "System.TimeProvider", "System.Security.Cryptography.RandomNumberGenerator"];

    private static readonly string[] ForbiddenMembers =
        ["DateTime.get_Now", "DateTime.get_UtcNow", "DateTime.get_Today", "DateTimeOffset.get_Now", "DateTimeOffset.get_UtcNow", "Guid.NewGuid", "Guid.CreateVersion7", "TimeZoneInfo.get_Local"];

    /// <summary>Compiler-made: how the compiler marks and guards code, not what the code does.</summary>
    private static readonly string[] CompilersOwn = ["System.Diagnostics.Debugg", "System.Diagnostics.CodeAnalysis"];

    [Fact]
    public void It_touches_no_file_network_clock_log_or_chance()
    {
        using var file = new PEReader(File.OpenRead(typeof(RoutingPolicy).Assembly.Location));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => FullName(metadata, handle)).ToList();
        Assert.Contains("System.Collections.Generic.IReadOnlyList`1", types);
        Assert.DoesNotContain(types, IsForbidden);
        Assert.Empty(Members(metadata).Intersect(ForbiddenMembers));
        Assert.Empty(Members(metadata).Where(member => member.StartsWith("Environment.", StringComparison.Ordinal)).Except(["Environment.get_CurrentManagedThreadId"]));
    }

    [Fact]
    public void It_refers_to_no_assembly_but_Contracts_and_the_frameworks()
    {
        var references = typeof(RoutingPolicy).Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        Assert.Equal(["Hotline117.Contracts"], references.Where(name => !name.StartsWith("System.", StringComparison.Ordinal)));
    }

    private static bool IsForbidden(string type) =>
        !CompilersOwn.Any(own => type.StartsWith(own, StringComparison.Ordinal)) &&
        (ForbiddenTypes.Contains(type) || ForbiddenNamespaces.Any(space => type.StartsWith(space + ".", StringComparison.Ordinal)));

    private static string FullName(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    private static IEnumerable<string> Members(MetadataReader metadata) =>
        from handle in metadata.MemberReferences
        let member = metadata.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        let type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent)
        select $"{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}";
}
