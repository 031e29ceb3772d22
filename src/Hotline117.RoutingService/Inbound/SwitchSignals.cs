using Hotline117.Asterisk.Events;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// The one place where the switch's words become signals of calls. What the dialplan raises is written in
/// <c>telephony-config/asterisk/extensions.conf</c>; the caller's number and whereabouts end here.
/// </summary>
internal static class SwitchSignals
{
    /// <summary>The events to subscribe to.</summary>
    public static readonly string[] Events = [UserEventReceived.EventName, DialEndEvent.EventName, HangupEvent.EventName];

    /// <returns>Null for an event that says nothing of a call to the hotline.</returns>
    public static CallSignal? Read(AmiEvent happened, DateTimeOffset at, Geography country, CentreDirectory directory)
    {
        if (happened.Is<UserEventReceived>(out var raised))
        {
            return ReadDialplan(raised, at, country, directory);
        }

        if (happened.Is<DialEndEvent>(out var dial))
        {
            return dial.DialStatus == "ANSWER" ? new LineAnswered(dial.Uniqueid, at) : null;
        }

        // A leg towards a centre bears the caller's id as its Linkedid; only the caller's own channel ends the call.
        return happened.Is<HangupEvent>(out var hangup) && hangup.Uniqueid == hangup.Linkedid ? new HungUp(hangup.Uniqueid, at) : null;
    }

    private static CallSignal? ReadDialplan(UserEventReceived raised, DateTimeOffset at, Geography country, CentreDirectory directory)
    {
        if (Text(raised["Call"]) is { } call)
        {
            return ReadTransfer(raised, call, at);
        }

        var callId = raised.Uniqueid;
        if (callId.Length == 0 || !int.TryParse(raised["Step"], out var step))
        {
            return null;
        }

        return raised.Name switch
        {
            "HotlineDecide" => new LineWanted(
                callId, at, step, CallerWhereabouts.RegionOf(raised, country), WishesIn(raised),
                (raised["Tried"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet())
            { WasEngaged = raised["Why"] == "BUSY", InDanger = raised["Danger"] == "yes" },
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
                callId, at, leg, step, to, (raised["Tried"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet()) { WasEngaged = raised["Why"] == "BUSY" },
            "HotlineTransferEmergency" when Text(raised["To"]) is { } number => new TransferToEmergency(callId, at, leg, number),
            "HotlineTransferJoined" => new TransferJoined(callId, at, leg),
            "HotlineTransferOver" => new TransferOver(
                callId, at, leg, raised["Why"] switch { "GONE" => TransferEnd.CallerGone, "NOBODY" => TransferEnd.NobodyTook, _ => TransferEnd.Cancelled }),
            "HotlineLeft" => new CounsellorLeft(callId, at),
            "HotlineWrapUp" when Text(raised["Keys"]) is { } keys => new WrapUpKeyed(callId, at, raised.Uniqueid, keys),
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

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
