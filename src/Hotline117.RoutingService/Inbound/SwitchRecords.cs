using System.Globalization;
using Hotline117.Asterisk.Events;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;

namespace Hotline117.RoutingService.Inbound;

/// <summary>What the switch has written down of calls in its database, for routers that were not there. <c>hotline-record</c> in the dialplan writes it.</summary>
internal static class SwitchRecords
{
    /// <summary>In the dialplan <c>DB(hotline117-calls/MINUTE/CALL)</c>.</summary>
    public const string Family = "hotline117-calls";

    /// <summary>Of the minute of the switch's clock, UTC, in which a call ended.</summary>
    public const string MinuteFormat = "yyyyMMddHHmm";

    /// <summary>Stands in the place of the minute for a call that goes on.</summary>
    public const string Open = "open";

    private const string EmergencyLine = "!";
    private const int Fields = 13;

    /// <param name="entry">Of the family.</param>
    /// <returns>The minute of the switch's clock in which the call ended (or <see cref="Open"/>), and its id.</returns>
    public static (string Minute, string CallId)? KeyOf(AmiEvent entry) =>
        entry["Key"]?.Split('/', StringSplitOptions.RemoveEmptyEntries) is [Family, var minute, var callId] ? (minute, callId) : null;

    /// <returns>Null for what this version can't read.</returns>
    public static CallRecord? Read(AmiEvent entry, Geography country, CentreDirectory directory) =>
        KeyOf(entry) is var (minute, callId) && entry["Val"] is { } record ? Read(callId, record, minute != Open, country, directory) : null;

    /// <param name="record">As <c>hotline-record</c> writes it.</param>
    /// <inheritdoc cref="Read(AmiEvent, Geography, CentreDirectory)"/>
    public static CallRecord? Read(string callId, string record, bool hasEnded, Geography country, CentreDirectory directory)
    {
        if (record.Split(':') is not { Length: Fields } fields
            || !int.TryParse(fields[0], CultureInfo.InvariantCulture, out var step) || Moment(fields[1]) is not { } cameAt || Moment(fields[2]) is not { } at)
        {
            return null;
        }

        var (line, alone, status) = (fields[3], fields[4] == "yes", fields[5]);
        var answeredAt = Moment(fields[6]);
        // While it rang, or after it was answered; whoever waited again was offered nothing then.
        var rang = !hasEnded || answeredAt is not null || status is "CANCEL" or "ANSWER";
        // When it began to ring nobody has noted, but of a call that goes on.
        var rangAt = Latest(cameAt, answeredAt ?? at);
        return new CallRecord(callId, at, step, cameAt, RegionIn(fields[7], fields[8], country), WishesIn(fields))
        {
            Rang = !rang || line.Length == 0 ? null
                : line == EmergencyLine ? new EmergencyOffered(callId, rangAt, step)
                : new FallbackOffered(callId, rangAt, step, line, directory.FindLine(line)?.Centre.Id),
            Source = alone ? OfferSource.SwitchFallback : OfferSource.Router,
            AnsweredAt = answeredAt is null ? null : rangAt,
            Talked = hasEnded && at > answeredAt ? at - answeredAt : null,
            HasEnded = hasEnded,
        };
    }

    /// <summary>A call that goes on has perhaps left the line of its record since that was read: who has picked up is the truth.</summary>
    public static CallRecord AnsweredBy(CallRecord open, LineAnswered answered)
    {
        if (answered.Step is not { } step || (open.Rang as FallbackOffered)?.LineId == answered.LineId)
        {
            return open with { AnsweredAt = answered.At };
        }

        return open with
        {
            Step = step,
            Rang = answered.LineId is { } line ? new FallbackOffered(open.CallId, answered.At, step, line, answered.CentreId) : new EmergencyOffered(open.CallId, answered.At, step),
            AnsweredAt = answered.At,
        };
    }

    /// <param name="milliseconds">Since 1970. Fifteen digits would be no moment of our time, and none that a date could hold.</param>
    public static DateTimeOffset? Moment(string milliseconds) =>
        milliseconds.Length < 15 && long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var since)
            ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null;

    private static CallerRegion RegionIn(string region, string source, Geography country) => !country.TravelTimes.Knows(region) ? CallerRegion.Unknown : source switch
    {
        "keypad" => new(region, RegionSource.Keypad, RegionCertainty.High),
        "trunk" => new(region, RegionSource.Trunk, RegionCertainty.Medium),
        _ => new(region, RegionSource.AreaCode, RegionCertainty.Medium),
    };

    private static CallerWishes WishesIn(string[] fields) => new(
        Text(fields[9]),
        Services.Known.Contains(fields[10]) ? fields[10] : null,
        FileWords.Genders.TryGetValue(fields[11], out var gender) ? gender : null,
        fields[12] == "perpetrators" ? Audience.Perpetrators : Audience.Victims);

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static string? Text(string value) => value.Length == 0 ? null : value;
}
