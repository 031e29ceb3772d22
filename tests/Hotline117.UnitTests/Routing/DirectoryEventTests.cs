using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.State;

namespace Hotline117.UnitTests.Routing;

/// <summary>What the word that the directory has changed tells of a centre, to statistics and to whoever else listens.</summary>
public class DirectoryEventTests
{
    private static readonly Centre Shelter = new()
    {
        Id = "c1",
        Name = new("Күн карама үйү", "Дом подсолнуха", "Sunflower House"),
        Region = "osh",
        Town = "Kara-Suu",
        Languages = ["ky", "uz"],
        Services = ["legal"],
        Shelter = new(Places: 37, MaxDays: 91, Children: true, BoysUpTo: 11),
        ValidTo = new(2031, 3, 30),
        Lines = [new() { Id = "c1-day", Number = "+996555123456" }, new() { Id = "c1-night", Endpoint = "sunflower-desk", Languages = ["ru"], Capacity = 43 }],
        Counsellors = [new() { Id = "poplar", Languages = ["ky"] }],
    };

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void It_says_of_each_centre_whether_it_is_secret_and_whether_it_shares_its_statistics(bool isSecret, bool shares)
    {
        var told = DirectoryStore.Summary(Shelter with { Secret = isSecret, SharesStatistics = shares });

        Assert.Equal((isSecret, shares), (told.IsSecret, told.SharesStatistics));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_names_ids_region_and_languages_and_nothing_by_which_a_centre_can_be_found_or_rung(bool isSecret)
    {
        var told = JsonSerializer.Serialize(DirectoryStore.Summary(Shelter with { Secret = isSecret }), ContractJson.Options);

        Assert.Equal(
            $$"""{"centreId":"c1","region":"osh","sharesStatistics":false,"lines":[{"lineId":"c1-day","languages":["ky","uz"]},{"lineId":"c1-night","languages":["ru"]}],"isSecret":{{(isSecret ? "true" : "false")}}}""",
            told);
    }

    [Fact]
    public void Statistics_that_are_told_nothing_of_a_centres_secrecy_take_it_to_be_secret() =>
        Assert.True(JsonSerializer.Deserialize<CentreSummary>("""{"centreId":"c1","region":"osh","sharesStatistics":true,"lines":[]}""", ContractJson.Options)!.IsSecret);
}
