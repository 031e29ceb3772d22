using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Public;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Data;
using Hotline117.Web.Centres;

namespace Hotline117.UnitTests.Routing;

public sealed class PublicListingTests
{
    private static readonly DateOnly Today = new(2026, 11, 28);
    private static readonly RegionMap Regions = Geography.Load().Regions;

    private static readonly Centre Secret = Open("hush-centre") with
    {
        Name = new("hush-ky", "hush-ru", "hush-en"),
        Town = "hush-town",
        Region = "bishkek",
        Secret = true,
        Languages = ["hush-centres-language"],
        Services = ["hush-service"],
    };

    [Fact]
    public void What_is_public_has_no_member_that_could_hold_anything_else() => Assert.Equal(
        ["Call", "Centres", "En", "Id", "Ky", "Languages", "Name", "Region", "Ru", "Services", "Town"],
        Members(typeof(PublicDirectory), []).Distinct().Order());

    [Fact]
    public void Of_a_directory_full_of_secrets_only_what_is_public_comes_out()
    {
        var published = PublishedCentres.Of(PublicListing.Of(new([Secret, Open("other"), Open("open")]), Regions, Today));
        var text = System.Text.Encoding.UTF8.GetString(published.Body.Span);

        Assert.DoesNotContain("hush", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("711", text, StringComparison.Ordinal);
        Assert.Equal(["open", "other"], published.Directory.Centres.Select(centre => centre.Id));
        Assert.Equal(["legal", "shelter"], published.Directory.Services.Keys);
        Assert.Equal(("osh", "Gulcho"), (published.Directory.Centres[0].Region.Id, published.Directory.Centres[0].Town));
        Assert.Equal(["ky", "ru", "en"], JsonDocument.Parse(text).RootElement.GetProperty("centres")[0].GetProperty("name").EnumerateObject().Select(name => name.Name));
    }

    [Fact]
    public void Only_centres_that_help_those_who_suffer_and_that_117_can_ring_today_are_listed()
    {
        var centre = Open("open");
        Centre[] unlisted =
        [
            centre with { Kind = CentreKind.Emergency }, centre with { Kind = CentreKind.CorrectionalProgramme }, centre with { Lines = [] },
            centre with { ValidTo = Today.AddDays(-1) }, centre with { ValidFrom = Today.AddDays(1) }, centre with { Secret = true },
        ];

        Assert.All(unlisted, left => Assert.Empty(PublicListing.Of(new([left]), Regions, Today)));
        Assert.Single(PublicListing.Of(new([centre with { ValidTo = Today }]), Regions, Today));
    }

    [Fact]
    public void Whoever_has_the_list_is_told_of_no_change_where_only_its_order_or_a_secret_changed()
    {
        var tag = Tag(Secret, Open("open"), Open("other"));

        Assert.Equal(tag, Tag(Open("other"), Open("open")));
        Assert.Equal(tag, Tag(Open("open") with { Lines = [new Line { Id = "another", Number = "0312711702" }] }, Open("other")));
        Assert.NotEqual(tag, Tag(Open("open") with { Town = "Osh" }, Open("other")));
    }

    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Addresses_of_one_customer_share_one_limit(string one, string other, bool alike) =>
        Assert.Equal(alike, PublicRateLimit.NetworkOf(System.Net.IPAddress.Parse(one)) == PublicRateLimit.NetworkOf(System.Net.IPAddress.Parse(other)));

    private static Centre Open(string id) => new()
    {
        Id = id,
        Name = new LocalizedText("Ачык борбор", "Открытый центр", "Open Centre"),
        Region = "alay",
        Town = "Gulcho",
        Languages = ["ky", "uz"],
        Services = ["legal"],
        Shelter = new Shelter(Places: 7117, MaxDays: 7118, Children: true, BoysUpTo: 7119),
        Lines = [new Line { Id = $"hush-{id}", Number = "0312711701", Languages = ["hush-language"] }, new Line { Id = $"hush-{id}-2", Endpoint = "hush-endpoint" }],
        Counsellors = [new Counsellor { Id = $"hush-{id}-person", Languages = ["hush-tongue"] }],
        ValidFrom = new(2026, 1, 1),
        ValidTo = new(2026, 12, 31),
        SharesStatistics = true,
    };

    private static string Tag(params Centre[] centres) => PublishedCentres.Of(PublicListing.Of(new(centres), Regions, Today)).Tag.ToString();

    private static IEnumerable<string> Members(Type type, HashSet<Type> seen) => !seen.Add(type) ? []
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(argument => Members(argument, seen))
        : type.Assembly != typeof(PublicDirectory).Assembly ? []
        : type.GetProperties().SelectMany(member => Members(member.PropertyType, seen).Prepend(member.Name));
}
