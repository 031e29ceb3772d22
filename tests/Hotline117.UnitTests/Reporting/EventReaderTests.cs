using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.ReportingService.Consumers;

namespace Hotline117.UnitTests.Reporting;

public class EventReaderTests
{
    public static TheoryData<string> RoutingKeys => [.. EventRoutes.EventTypes.Keys];

    private static readonly HotlineEvent[] Events =
    [
        Samples.Received,
        new CallQueued { EventId = Samples.Id(8), CallId = Samples.CallId, OccurredAt = Samples.Start, Attempt = 1, Explanation = Explained() },
        Samples.Offered, Samples.Answered, Samples.Abandoned, Samples.Ended, Samples.Transferred, Samples.WrappedUp, Samples.CallbackAsked, Samples.CallbackEnded, Samples.Roster, Samples.Centre, Samples.Operator, Samples.Cover,
    ];

    [Theory]
    [MemberData(nameof(RoutingKeys))]
    public void The_routing_key_alone_says_which_event_a_body_is(string routingKey)
    {
        var sent = Events.Single(known => known.GetType() == EventRoutes.EventTypes[routingKey]);

        var read = EventReader.Read(routingKey, Bytes(sent));

        Assert.IsType(sent.GetType(), read);
        Assert.Equal(Json(sent), Json(read));
    }

    [Fact]
    public void A_member_that_a_newer_publisher_adds_is_passed_over()
    {
        var body = Changed(Samples.Received, json => json["addedLater"] = new JsonObject { ["any"] = 1 });

        Assert.Equal(Samples.Received, EventReader.Read("call.received", body));
    }

    [Fact]
    public void Where_an_earlier_router_does_not_say_which_centres_are_secret_all_are_taken_to_be()
    {
        var told = Samples.Centre with { Directory = [new("osh-1", "osh", SharesStatistics: true, [], IsSecret: false)] };

        bool IsSecret(byte[] body) => ((CentreChanged)EventReader.Read("centre.changed", body)).Directory!.Single().IsSecret;
        Assert.False(IsSecret(Bytes(told)));
        Assert.True(IsSecret(Changed(told, json => json["directory"]![0]!.AsObject().Remove("isSecret"))));
    }

    [Fact]
    public void The_largest_events_there_can_be_are_read_and_those_of_a_call_are_small()
    {
        string Id(int number) => $"{number:00000}".PadLeft(64, 'a');
        var decision = Samples.Decision(Id(0), Enumerable.Range(0, Explanation.MaxConsidered).Select(i => (Id(i)[2..], (int?)1000, Verdict.HeldForEarlier))) with { NotNamed = Enum.GetValues<Verdict>().ToDictionary(verdict => verdict, _ => 10_000), Relaxed = Enum.GetValues<Requirement>() };
        CentreSummary Centre(int i) => new(Id(i), Id(i), SharesStatistics: true, [.. Enumerable.Range(0, CentreChanged.MostLinesTold / CentreChanged.MostTold).Select(line => new LineSummary(Id((10 * i) + line), ["ky", "ru", "uz", "tg", "en"]))]);

        var ofCall = Bytes(Samples.Offered with { Explanation = decision });
        var directory = Bytes(Samples.Centre with { Directory = [.. Enumerable.Range(0, CentreChanged.MostTold).Select(Centre)] });
        var cover = Bytes(Samples.Cover with { Centres = [.. Enumerable.Range(0, CoverCounted.MostTold).Select(i => new CentreCover(Id(i), 60, 60, 6000))] });

        Assert.InRange(ofCall.Length, 13_000, 14_000);
        Assert.Equal(Explanation.MaxConsidered, ((CallOffered)EventReader.Read("call.offered", ofCall)).Explanation!.Considered.Count);
        Assert.Equal(CentreChanged.MostTold, ((CentreChanged)EventReader.Read("centre.changed", directory)).Directory!.Count);
        Assert.Equal(CoverCounted.MostTold, ((CoverCounted)EventReader.Read("cover.counted", cover)).Centres.Count);
    }

    [Theory]
    [InlineData("call.parked")]
    [InlineData("")]
    [InlineData("CALL.RECEIVED")]
    public void An_unknown_routing_key_is_refused_without_being_repeated(string routingKey)
    {
        var fault = Assert.Throws<UnreadableEventException>(() => EventReader.Read(routingKey, Bytes(Samples.Received)));

        Assert.Equal($"its routing key is none of {string.Join(", ", EventRoutes.EventTypes.Keys)}", fault.Message);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    [InlineData("99999999999999999999")]
    public void An_unknown_schema_version_is_refused(string version)
    {
        var body = Changed(Samples.Ended, json => json["schemaVersion"] = JsonNode.Parse(version));

        Assert.Equal("its schemaVersion is not 1", Refused("call.ended", body));
    }

    [Fact]
    public void A_body_without_a_schema_version_is_refused() =>
        Assert.Equal("its schemaVersion is not 1", Refused("call.ended", Changed(Samples.Ended, json => json.Remove("schemaVersion"))));

    [Theory]
    [InlineData("")]
    [InlineData("+996 555 123456 called")]
    [InlineData("{\"callId\":\"+996555123456\"")]
    [InlineData("{\"callId\":\"+996555123456\",}")]
    [InlineData("[\"+996555123456\"]")]
    [InlineData("\"+996555123456\"")]
    [InlineData("{\"schemaVersion\":1,\"+996555123456\":{\"+996555123456\":}}")]
    [InlineData("{\"schemaVersion\":1,\"callId\":{\"+996555123456\":1}}")]
    [InlineData("{\"schemaVersion\":1,\"occurredAt\":\"+996555123456\"}")]
    public void No_refusal_repeats_what_the_body_holds(string body)
    {
        var reason = Refused("call.received", Encoding.UTF8.GetBytes(body));

        Assert.DoesNotContain("996", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("called", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_text_are_refused() => Refused("call.received", new byte[] { 0xff, 0xfe, 0x00, 0x80 });

    [Fact]
    public void A_body_that_lacks_a_member_is_refused_with_the_members_it_needs() =>
        Assert.Contains("lacks a member of CallAnswered: eventId, callId, occurredAt, lineId, centreId, source, waitedMilliseconds",
            Refused("call.answered", Changed(Samples.Answered, json => json.Remove("waitedMilliseconds"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("source", "\"telepathy\"")]
    [InlineData("source", "7")]
    [InlineData("lineId", "null")]
    [InlineData("waitedMilliseconds", "\"soon\"")]
    [InlineData("waitedMilliseconds", "1e99")]
    [InlineData("eventId", "\"17\"")]
    [InlineData("occurredAt", "\"yesterday\"")]
    public void A_member_that_holds_the_wrong_thing_is_named(string member, string value) =>
        Assert.Equal($"its member {member} does not hold what CallAnswered needs there",
            Refused("call.answered", Changed(Samples.Answered, json => json[member] = JsonNode.Parse(value))));

    [Fact]
    public void An_empty_event_id_is_refused() =>
        Assert.Equal("its eventId is empty", Refused("call.ended", Bytes(Samples.Ended with { EventId = Guid.Empty })));

    [Theory]
    [InlineData(0)]
    [InlineData(EventReader.MaximumCallIdLength + 1)]
    public void A_call_id_has_bounds(int length) =>
        Assert.Contains("callId", Refused("call.ended", Bytes(Samples.Ended with { CallId = new string('7', length) })), StringComparison.Ordinal);

    [Fact]
    public void A_body_that_is_too_large_is_refused_unread() =>
        Assert.Equal($"its body has {EventReader.MaximumBytes + 1} bytes; at most {EventReader.MaximumBytes} are read",
            Refused("call.ended", new byte[EventReader.MaximumBytes + 1]));

    [Fact]
    public void JSON_that_is_nested_without_end_is_refused() =>
        Refused("call.received", Encoding.UTF8.GetBytes(new string('[', 100_000)));

    private static string Refused(string routingKey, byte[] body) =>
        Assert.Throws<UnreadableEventException>(() => EventReader.Read(routingKey, body)).Message;

    private static byte[] Changed(HotlineEvent sent, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(Bytes(sent))!.AsObject();
        change(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static byte[] Bytes(HotlineEvent sent) => Encoding.UTF8.GetBytes(Json(sent));

    private static string Json(HotlineEvent sent) => JsonSerializer.Serialize(sent, sent.GetType(), ContractJson.Options);

    private static Contracts.Decisions.Explanation Explained() => new()
    {
        CallId = Samples.CallId,
        Attempt = 1,
        DecidedAt = Samples.Start,
        Region = null,
        RegionSource = RegionSource.Unknown,
        RegionCertainty = RegionCertainty.None,
        Language = null,
        Season = Contracts.Decisions.Season.Winter,
        DirectoryVersion = "0",
        RosterVersion = "0",
        PolicyVersion = "",
        SnapshotAgeSeconds = 0.5,
        ChosenLineId = null,
        Considered = [],
    };
}
