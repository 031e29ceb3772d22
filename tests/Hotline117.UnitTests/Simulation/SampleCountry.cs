using Hotline117.Routing.Decisions;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;
using Hotline117.UnitTests.Architecture;

namespace Hotline117.UnitTests.Simulation;

/// <summary>The country as the product is shipped: the sample directory, roster and policy, and the built-in geography.</summary>
internal static class SampleCountry
{
    public static RoutingSnapshot Load()
    {
        var country = Geography.Load();
        var directory = DirectoryFile.Read(Sample("directory.yaml"), "directory.yaml", country.Regions).Value!;
        return new RoutingSnapshot(
            directory, RosterFile.Read(Sample("roster.yaml"), "roster.yaml", directory).Value!, PolicyFile.Read(Sample("policy.yaml"), "policy.yaml").Value!, country.TravelTimes);
    }

    private static string Sample(string file) => Repository.Text("src", "Hotline117.AppHost", "samples", file);
}
