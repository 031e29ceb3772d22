using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.RoutingService.State;

namespace Hotline117.UnitTests.Routing;

/// <summary>A decision as it lies in the store.</summary>
public sealed class StoredDecisionTests
{
    [Fact]
    public void What_was_considered_comes_back_as_it_was()
    {
        ConsideredLine[] lines =
        [
            Line("a-1", null, Verdict.FurtherAway), Line("a-2", null, Verdict.FurtherAway), Line("b-1", 15, Verdict.FurtherAway),
            Line("b-2", 15, Verdict.Busy), Line("c-1", null, Verdict.Busy), Line("d-1", 0, Verdict.OffShift), Line("d-2", 0, Verdict.OffShift),
        ];

        Assert.Equal(lines, Read(JsonSerializer.Serialize(Decision(lines), StoredJson.Options)).Considered);
        Assert.Empty(Read(JsonSerializer.Serialize(Decision([]), StoredJson.Options)).Considered);
    }

    [Fact]
    public void What_an_older_version_has_written_is_read()
    {
        ConsideredLine[] lines = [Line("a-1", 15, Verdict.FurtherAway), Line("b-1", null, Verdict.Busy)];

        Assert.Equal(lines, Read(JsonSerializer.Serialize(Decision(lines), ContractJson.Options)).Considered);
    }

    [Theory]
    [InlineData("a-1 a . FurtherAway")]
    [InlineData("a-1 a 15 NoSuchVerdict")]
    [InlineData("a-1 a near Busy")]
    public void What_nobody_can_have_written_is_refused(string considered)
    {
        var json = JsonSerializer.Serialize(Decision([Line("x", null, Verdict.Busy)]), StoredJson.Options).Replace("x x  Busy", considered, StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => Read(json));
    }

    private static Explanation Read(string json) => JsonSerializer.Deserialize<Explanation>(json, StoredJson.Options)!;

    private static ConsideredLine Line(string id, int? minutes, Verdict verdict) =>
        new() { LineId = id, CentreId = id.Split('-')[0], TravelMinutes = minutes, Verdict = verdict };

    private static Explanation Decision(ConsideredLine[] lines) => new()
    {
        CallId = "call",
        Attempt = 1,
        DecidedAt = DateTimeOffset.UnixEpoch,
        Region = null,
        RegionSource = RegionSource.Unknown,
        RegionCertainty = RegionCertainty.None,
        Language = null,
        Season = Season.Winter,
        DirectoryVersion = "d",
        RosterVersion = "r",
        PolicyVersion = "p",
        SnapshotAgeSeconds = 0,
        ChosenLineId = null,
        Considered = lines,
    };
}
