using Hotline117.Contracts.WrapUps;
using Hotline117.RoutingService.Api;

namespace Hotline117.UnitTests.WrapUps;

public sealed class WrapUpRequestTests
{
    private const string Good = """{"listVersion": 1, "codes": {"help": "legal", "risk": "high", "referral": "police"}}""";

    [Fact]
    public void A_code_of_each_list_is_a_wrap_up() =>
        Assert.Equal(new WrapUp { ListVersion = 1, Help = "legal", Risk = "high", Referral = "police" }, Said(Good));

    [Theory]
    [InlineData("""{"codes": {"help": "nuisance"}, "listVersion": 1}""")]
    [InlineData("""{"codes": {"help": "nuisance", "risk": null, "referral": null}, "listVersion": 1}""")]
    public void Risk_and_referral_may_be_left_out(string json) =>
        Assert.Equal(new WrapUp { ListVersion = 1, Help = WrapUpCodes.Nuisance, Risk = null, Referral = null }, Said(json));

    [Theory]
    [InlineData("\"legal\"", "\"leagl\"", "codes.help", "write 'legal'")]
    [InlineData("\"legal\"", "\"high\"", "codes.help", "the codes are psychological, ")]
    [InlineData("\"legal\"", "null", "codes.help", "no code of this list")]
    [InlineData("\"legal\"", "[\"legal\"]", "codes.help", "no code of this list")]
    [InlineData("\"high\"", "3", "codes.risk", "none, low, medium, high, immediate")]
    [InlineData("\"high\"", "\"High\"", "codes.risk", "write 'high'")]
    [InlineData("\"police\"", "\"\"", "codes.referral", "no code of this list")]
    [InlineData("\"help\": \"legal\", ", "", "codes.help", "missing")]
    [InlineData("\"risk\"", "\"rsik\"", "codes.rsik", "write 'risk'")]
    [InlineData("\"risk\"", "\"note\"", "codes.note", "There is no such field")]
    [InlineData("\"risk\"", "\"help\"", "codes.help", "written twice")]
    [InlineData("\"listVersion\": 1", "\"listVersion\": 0", "listVersion", "It must be 1")]
    [InlineData("\"listVersion\": 1", "\"listVersion\": \"1\"", "listVersion", "It must be 1")]
    [InlineData("\"listVersion\": 1", "\"listVersion\": 1.5", "listVersion", "It must be 1")]
    [InlineData("{\"listVersion\": 1,", "{\"listVersion\": 1, \"name\": \"Aigul\",", "name", "There is no such field")]
    public void Each_wrong_field_is_named_with_its_remedy(string right, string wrong, string field, string what)
    {
        var fault = Assert.Single(Faults(Good.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal(field, fault.Key);
        Assert.Contains(what, Assert.Single(fault.Value), StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_fields_are_named_at_once() => Assert.Equal(
        ["codes.help", "codes.note", "codes.referral", "codes.risk", "listVersion", "text"],
        Faults("""{"listVersion": 7, "text": "", "codes": {"help": 1, "risk": "?", "referral": {}, "note": ""}}""").Keys.Order());

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    public void What_is_no_object_is_refused(string json) => Assert.Contains("body", Faults(json).Keys);

    [Theory]
    [InlineData("""{"listVersion": 1}""")]
    [InlineData("""{"listVersion": 1, "codes": {}}""")]
    [InlineData("""{"listVersion": 1, "codes": "legal"}""")]
    public void Without_the_kind_of_help_nothing_was_said(string json) =>
        Assert.StartsWith("codes", Assert.Single(Faults(json)).Key, StringComparison.Ordinal);

    private static WrapUp Said(string json)
    {
        var (said, faults) = WrapUpRequest.Read(json, WrapUpCodes.Current);
        Assert.Empty(faults);
        return Assert.IsType<WrapUp>(said);
    }

    private static Dictionary<string, string[]> Faults(string json)
    {
        var (said, faults) = WrapUpRequest.Read(json, WrapUpCodes.Current);
        Assert.Null(said);
        return faults;
    }
}
