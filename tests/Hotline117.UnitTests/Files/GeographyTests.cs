using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Data;
using Hotline117.UnitTests.Architecture;

namespace Hotline117.UnitTests.Files;

public sealed class GeographyTests
{
    [Theory]
    [InlineData("regions.json", "\"parent\": \"chuy\"", "\"parent\": \"chui\"", "there is no parent chui")]
    [InlineData("regions.json", "\"node\": \"talas\"", "\"node\": \"tallas\"", "roads.json has no node tallas")]
    [InlineData("regions.json", "\"id\": \"toktogul\"", "\"id\": \"chatkal\"", "chatkal stands there twice")]
    [InlineData("regions.json", "\"node\": \"toktogul\"", "\"nod\": \"toktogul\"", "regions.json:")]
    [InlineData("area-codes.json", "\"code\": \"3131\"", "\"code\": \"312\"", "312 stands there twice")]
    [InlineData("area-codes.json", "\"code\": \"3131\"", "\"code\": \"0313x\"", "0313x is no code")]
    [InlineData("area-codes.json", "[\"moskva\"]", "[\"moscow\"]", "there is no region moscow")]
    [InlineData("area-codes.json", "[\"moskva\"]", "[]", "certainty is none where no region is named")]
    [InlineData("area-codes.json", "[\"moskva\"]", "[\"moskva\", \"kant\"]", "at most of medium certainty")]
    [InlineData("roads.json", "\"to\": \"sokuluk\", \"km\": 24", "\"to\": \"socrates\", \"km\": 24", "there is no node socrates")]
    [InlineData("roads.json", "\"to\": \"sokuluk\", \"km\": 24", "\"to\": \"sokuluk\", \"km\": 0", "0 km can't be")]
    [InlineData("roads.json", "\"class\": \"B\"", "\"class\": \"Z\"", "there is no class Z")]
    [InlineData("roads.json", "\"winter\": \"closed\"", "\"winter\": \"shut\"", "roads.json:")]
    [InlineData("roads.json", "\"avalancheSpeed\": 0.7", "\"avalancheSpeed\": 7", "above 0 and at most 1")]
    [InlineData("roads.json", "[10, 11,", "[10, 13,", "13 is no month")]
    [InlineData("roads.json", "{\"A\": 65,", "{\"A\": 0,", "write kilometres an hour")]
    [InlineData("places.json", "\"region\": \"chatkal\"", "\"region\": \"chatkaal\"", "there is no region chatkaal")]
    [InlineData("places.json", "\"region\": \"chatkal\"", "\"region\": \"alay\"", "alay stands there twice")]
    [InlineData("places.json", "\"Чаткал\"", "\"Алай\"", "two places have the name алай")]
    [InlineData("places.json", "\"Чаткал\"", "\"Каракол\"", "the name 'Каракол' can't tell it from others")]
    [InlineData("places.json", "[41.7654, 71.0918]", "[71.0918, 241.7654]", "chatkal: a town or a rayon has its latitude and longitude")]
    [InlineData("cells.json", "[]", """[{ "access": "lte", "prefix": "437", "region": "osh", "certainty": "high" }]""", "437 is no cell")]
    [InlineData("cells.json", "[]", """[{ "access": "lte", "prefix": "4370112zz", "region": "osh", "certainty": "high" }]""", "4370112zz is no cell")]
    [InlineData("cells.json", "[]", """[{ "access": "lte", "prefix": "4370112ab", "region": "oshh", "certainty": "none" }]""", "there is no region oshh")]
    [InlineData("cells.json", "[]", """[{ "access": "5g", "prefix": "4370112ab", "region": "osh", "certainty": "high" }]""", "cells.json:")]
    [InlineData("cells.json", "[]", """
        [{ "access": "lte", "prefix": "4370112ab", "region": "osh", "certainty": "high" }, { "access": "lte", "prefix": "4370112AB", "region": "alay", "certainty": "high" }]
        """, "lte 4370112ab stands there twice")]
    [InlineData("trunks.json", "[]", """[{ "endpoint": "", "region": "osh", "certainty": "none" }]""", "a row has no endpoint")]
    [InlineData("trunks.json", "[]", """[{ "endpoint": "carrier-osh", "region": "oshh", "certainty": "high" }]""", "there is no region oshh")]
    public void Data_that_contradicts_itself_is_refused_with_the_place(string file, string right, string wrong, string message)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Geography.From(GeographyTexts.Of(name => Built(name, name == file ? right : "", wrong))));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_contradictions_are_listed_at_once()
    {
        var refused = Assert.Throws<InvalidDataException>(() => Geography.From(GeographyTexts.Of(name => name switch
        {
            "regions.json" => Built(name, "\"parent\": \"talas\"", "\"parent\": \"x\""),
            "area-codes.json" => Built(name, "[\"moskva\"]", "[\"y\"]"),
            _ => Built(name, "", ""),
        })));
        Assert.True(refused.Message.Split('\n').Length > 4, refused.Message);
    }

    [Fact]
    public void Files_that_can_not_be_read_are_all_named_at_once()
    {
        var refused = Assert.Throws<InvalidDataException>(() => Geography.From(GeographyTexts.Of(name => name is "cells.json" or "roads.json" ? "{" : Built(name, "", ""))));
        Assert.Equal(["cells.json:1", "roads.json:1"], refused.Message.Split('\n').Select(line => line[..line.LastIndexOf(": ", StringComparison.Ordinal)][..12].Trim(':')).Order());
    }

    [Fact]
    public void Another_content_has_another_version()
    {
        var changed = Geography.From(GeographyTexts.Of(name => Built(name, name == "roads.json" ? "\"km\": 57" : "", "\"km\": 58")));
        Assert.Equal(Geography.Load().Version, Geography.From(GeographyTexts.Of(name => Built(name, "", ""))).Version);
        Assert.NotEqual(Geography.Load().Version, changed.Version);
    }

    [Fact]
    public void What_is_built_in_is_sound()
    {
        var country = Geography.Load();
        Assert.Equal(9, country.Regions.All.Count(region => region.Parent is null));
        Assert.All(country.Regions.All, region => Assert.NotNull(region.Name.Ky));
    }

    [Fact]
    public void A_sites_own_file_stands_in_place_of_the_built_in_one()
    {
        var country = Geography.Load(Path.Combine(Repository.Root, "src", "Hotline117.AppHost", "samples", "geography"));
        Assert.Equal("osh", country.Trunks["carrier-osh"].Region);
        Assert.Equal("kadamjay", country.Cells.RegionOf(new(CellAccess.Lte, "4379903e90000a01")).Region);
        Assert.Equal(9, country.Regions.All.Count(region => region.Parent is null));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.Contains("/no/such", Assert.Throws<InvalidDataException>(() => Geography.Load("/no/such")).Message, StringComparison.Ordinal);

    private static string Built(string name, string right, string wrong)
    {
        using var reader = new StreamReader(typeof(Geography).Assembly.GetManifestResourceStream(name)!);
        var text = reader.ReadToEnd();
        Assert.Contains(right, text, StringComparison.Ordinal);
        return right.Length == 0 ? text : text.Replace(right, wrong, StringComparison.Ordinal);
    }
}
