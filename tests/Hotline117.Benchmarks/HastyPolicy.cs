using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Files;

namespace Hotline117.Benchmarks;

/// <summary>One line for each call. Nobody writes up a call: else the places of the few lines would soon be those of counsellors who do. All callers have one number.</summary>
internal static class HastyPolicy
{
    /// <returns>The file that was written.</returns>
    public static async Task<string> WriteAsync(string folder, CancellationToken stop)
    {
        var file = Path.Combine(folder, "policy.yaml");
        var policy = RoutingPolicy.Default with { Ring = new RingRule(), Care = CarePolicy.Default with { WrapUp = TimeSpan.Zero }, Again = AgainPolicy.Off };
        await File.WriteAllTextAsync(file, PolicyFile.Write(policy, FileFormat.Yaml), stop);
        return file;
    }
}
