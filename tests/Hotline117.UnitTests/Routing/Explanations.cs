using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;

namespace Hotline117.UnitTests.Routing;

internal static class Explanations
{
    public static Explanation Of(int attempt) => new()
    {
        CallId = "1700000000.1",
        Attempt = attempt,
        DecidedAt = World.Start,
        Region = null,
        RegionSource = RegionSource.Unknown,
        RegionCertainty = RegionCertainty.None,
        Language = null,
        Season = Season.Winter,
        DirectoryVersion = "",
        RosterVersion = "",
        PolicyVersion = "",
        SnapshotAgeSeconds = 0,
        ChosenLineId = null,
        Considered = [],
    };
}
