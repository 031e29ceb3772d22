using System.Text.Json.Nodes;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Data;

namespace Hotline117.UnitTests.Routing;

/// <summary>Reads roads.json once more, by other means than the product's.</summary>
internal static class RoadData
{
    public static RoadNetwork Network()
    {
        var file = JsonNode.Parse(typeof(Geography).Assembly.GetManifestResourceStream("roads.json")!)!;
        var winter = file["winter"]!;
        return new RoadNetwork(
            [.. file["nodes"]!.AsArray().Select(node => (string)node!)],
            [.. file["roads"]!.AsArray().Select(road => new Road(
                (string)road!["from"]!, (string)road["to"]!, (double)road["km"]!, (string)road["class"]!, Enum.Parse<RoadInWinter>((string)road["winter"]!, ignoreCase: true)))],
            file["speedKmh"]!.AsObject().ToDictionary(speed => speed.Key, speed => (double)speed.Value!),
            new WinterRule(winter["months"]!.AsArray().Select(month => (int)month!).ToHashSet(), (double)winter["avalancheSpeed"]!, (double)winter["otherSpeed"]!));
    }
}
