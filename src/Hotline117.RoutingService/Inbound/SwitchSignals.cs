using System.Globalization;
using Hotline117.Asterisk.Events;
using Hotline117.Contracts;
using Hotline117.Routing.Callbacks;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// The one place where the switch's words become signals of calls. What the dialplan raises is written in
/// <c>telephony-config/asterisk/extensions.conf</c>; the caller's number and whereabouts end here: of the
/// number remain a region and, in the memory of this process, a digest.
/// </summary>
internal static class SwitchSignals
{
    /// <summary>The events to subscribe to.</summary>
    public static readonly string[] Events = [UserEventReceived.EventName, DialEndEvent.EventName, HangupEvent.EventName];

    internal const string LegPrefix = "Local/";
    private const string LegContext = "@hotline-leg";
    private const string EmergencyLine = "!";

    /// <returns>Null for an event that says nothing of a call to the hotline.</returns>
    public static CallSignal? Read(AmiEvent happened, DateTimeOffset at, Geography country, CentreDirectory directory, CallerMemory callers)
    {
        if (happened.Is<UserEventReceived>(out var raised))
        {
            return ReadDialplan(raised, at, country, directory, callers);
        }

        if (happened.Is<DialEndEvent>(out var dial))
        {
            // What a leg of several dials for itself is no call of a caller.
            return dial.DialStatus == "ANSWER" && !IsLeg(dial.Channel) ? Answered(dial.Uniqueid, at, dial.DestChannel, dial.DestAccountCode, directory) : null;
        }

        // Where the dialplan has told of the end, which it does before, this changes nothing. A leg towards a centre bears the caller's id as its Linkedid; only the caller's own channel ends the call.
        return happened.Is<HangupEvent>(out var hangup) && (hangup.Uniqueid == hangup.Linkedid || CallsBack(hangup.Uniqueid)) ? new HungUp(hangup.Uniqueid, at) : null;
    }

    /// <param name="rang">Of the telephone; its account code as the dialplan has set it: <c>LINE.STEP</c>, of several perhaps <c>LINE&amp;LINE.STEP</c>.</param>
    public static LineAnswered Answered(string callId, DateTimeOffset at, string channel, string rang, CentreDirectory directory)
    {
        var end = rang.LastIndexOf('.');
        var line = LineOf(channel) ?? (end > 0 && rang[..end] != EmergencyLine ? rang[..end] : null);
        return new(callId, at, line)
        {
            CentreId = line is null ? null : directory.FindLine(line)?.Centre.Id,
            Step = int.TryParse(rang[(end + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : null,
        };
    }

    private static bool CallsBack(string callId) => callId.EndsWith(CallbackState.SecondHalf, StringComparison.Ordinal);

    private static CallSignal? ReadDialplan(
        UserEventReceived raised, DateTimeOffset at, Geography country, CentreDirectory directory, CallerMemory callers)
    {
        if (Text(raised["Call"]) is { } call)
        {
            return ReadTransfer(raised, call, at);
        }

        var callId = raised.Uniqueid;
        if (raised.Name == "HotlineEnded" && raised["Record"] is { } record)
        {
            return SwitchRecords.Read(callId, record, hasEnded: true, country, directory) is { } ended ? ended with { At = at } : null;
        }

        if (callId.Length == 0 || !int.TryParse(raised["Step"], out var step))
        {
            return null;
        }

        return raised.Name switch
        {
            "HotlineDecide" => new LineWanted(
                callId, at, step, CallerWhereabouts.RegionOf(raised, country), WishesIn(raised),
                LinesIn(raised["Tried"]))
            {
                WasEngaged = raised["Why"] == "BUSY",
                Engaged = LinesIn(raised["Engaged"]),
                InDanger = raised["Danger"] == "yes",
                LacksCode = raised["Code"] == "missed",
                // Who withholds the number does not want to be known again.
                Known = raised["Withheld"] == "yes" ? null : callers.Recognise(callId, raised["Caller"]),
                Callback = Text(raised["Callback"]) is { } id ? new CallingBack(id, at) : null,
            },
            "HotlineFallback" when Text(raised["Line"]) is { } line =>
                new FallbackOffered(callId, at, step, line, directory.FindLine(line)?.Centre.Id),
            "HotlineEmergency" => new EmergencyOffered(callId, at, step),
            _ => null,
        };
    }

    /// <summary>Said by other channels of a call than the caller's.</summary>
    private static CallSignal? ReadTransfer(UserEventReceived raised, string callId, DateTimeOffset at)
    {
        var leg = raised["Leg"] ?? "";
        return raised.Name switch
        {
            "HotlineTransfer" when int.TryParse(raised["Step"], out var step) && Text(raised["To"]) is { } to => new TransferWanted(
                callId, at, leg, step, to, (raised["Tried"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet())
            {
                WasEngaged = raised["Why"] == "BUSY",
                Choice = Text(raised["By"]) is { } by ? new(Uri.UnescapeDataString(by), [.. LinesIn(raised["Lines"])]) : null,
            },
            "HotlineTransferEmergency" when Text(raised["To"]) is { } number => new TransferToEmergency(callId, at, leg, number),
            "HotlineTransferJoined" => new TransferJoined(callId, at, leg, raised.Uniqueid),
            "HotlineTransferOver" => new TransferOver(
                callId, at, leg, raised["Why"] switch { "GONE" => TransferEnd.CallerGone, "NOBODY" => TransferEnd.NobodyTook, _ => TransferEnd.Cancelled }),
            "HotlineLeft" => new CounsellorLeft(callId, at),
            "HotlineWrapUp" when Text(raised["Keys"]) is { } keys && int.TryParse(raised["Step"], out var round) =>
                new WrapUpKeyed(callId, at, raised.Uniqueid, round, keys),
            _ => null,
        };
    }

    private static CallerWishes WishesIn(UserEventReceived raised)
    {
        var language = Text(raised["Language"]);
        return new(
            language,
            Text(raised["Need"]) is { } need && Services.Known.Contains(need) ? need : null,
            Text(raised["Gender"]) is { } gender && FileWords.Genders.TryGetValue(gender, out var known) ? known : null,
            Text(raised["Audience"]) == "perpetrators" ? Audience.Perpetrators : Audience.Victims,
            language is null ? CallerLanguage.HintIn(CallerWhereabouts.Plain(raised["AcceptLanguage"])) : null);
    }

    private static HashSet<string> LinesIn(string? ids) => [.. (ids ?? "").Split([' ', '&'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>A call by which somebody is called back goes over a local channel too, and is none.</summary>
    private static bool IsLeg(string channel) => channel.StartsWith(LegPrefix, StringComparison.Ordinal) && channel.Contains(LegContext, StringComparison.Ordinal);

    /// <summary>Lines that ring at once are dialled as <c>Local/LINE@hotline-leg</c>, each as a leg of its own: so its channel bears its id.</summary>
    private static string? LineOf(string channel) =>
        IsLeg(channel) && channel.IndexOf('@', StringComparison.Ordinal) is > 0 and var end ? channel[LegPrefix.Length..end] : null;

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
