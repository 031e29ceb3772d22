using Hotline117.RoutingService.Data;

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
    public void Data_that_contradicts_itself_is_refused_with_the_place(string file, string right, string wrong, string message)
    {
        var texts = new[] { "regions.json", "area-codes.json", "roads.json" }.Select(name => Built(name, name == file ? right : "", wrong)).ToArray();
        var refused = Assert.Throws<InvalidDataException>(() => Geography.From(texts[0], texts[1], texts[2]));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_contradictions_are_listed_at_once()
    {
        var regions = Built("regions.json", "\"parent\": \"talas\"", "\"parent\": \"x\"");
        var refused = Assert.Throws<InvalidDataException>(() => Geography.From(regions, Built("area-codes.json", "[\"moskva\"]", "[\"y\"]"), Built("roads.json", "", "")));
        Assert.True(refused.Message.Split('\n').Length > 4, refused.Message);
    }

    [Fact]
    public void What_is_built_in_is_sound()
    {
        var country = Geography.Load();
        Assert.Equal(9, country.Regions.All.Count(region => region.Parent is null));
        Assert.All(country.Regions.All, region => Assert.NotNull(region.Name.Ky));
    }

    private static string Built(string name, string right, string wrong)
    {
        using var reader = new StreamReader(typeof(Geography).Assembly.GetManifestResourceStream(name)!);
        var text = reader.ReadToEnd();
        Assert.Contains(right, text, StringComparison.Ordinal);
        return right.Length == 0 ? text : text.Replace(right, wrong, StringComparison.Ordinal);
    }
}
