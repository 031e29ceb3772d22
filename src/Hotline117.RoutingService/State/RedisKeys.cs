using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>Every key of the hotline in Redis. The common hash tag keeps them in one slot, as the scripts need.</summary>
internal static class RedisKeys
{
    private const string Prefix = "{h117}:";

    public static readonly RedisKey Directory = Prefix + "directory";
    public static readonly RedisKey Roster = Prefix + "roster";
    public static readonly RedisKey Policy = Prefix + "policy";
    public static readonly RedisKey Audit = Prefix + "audit";
    public static readonly RedisKey LiveCalls = Prefix + "calls";
    public static readonly RedisKey Outbox = Prefix + "outbox";

    /// <summary>Counts the steps of calls whose events found the outbox full.</summary>
    public static readonly RedisKey OutboxDropped = Prefix + "outbox:dropped";

    /// <summary>Before a line's id: its places, a sorted set of call ids by the moment (ms) at which each is free by itself.</summary>
    public const string PlacesPrefix = Prefix + "places:";

    /// <summary>Why lines are not rung, a hash; also the channel on which its changes are told.</summary>
    public static readonly RedisKey Conditions = Prefix + "conditions";
    public static readonly RedisKey Unanswered = Prefix + "unanswered";
    public static readonly RedisKey Conversations = Prefix + "conversations";

    /// <summary>Callers are asked to key in a spoken number: who switched it on, why and when. Missing: they are not.</summary>
    public static readonly RedisKey SpokenCode = Prefix + "spoken-code";

    /// <summary>While it is there the policy does not switch it on: a person has just switched it off.</summary>
    public static readonly RedisKey SpokenCodeKeptOff = Prefix + "spoken-code:kept-off";

    /// <summary>The alarms that last and the latest that are over; also the channel on which their changes are told.</summary>
    public static readonly RedisKey Alarms = Prefix + "alarms";
    public static readonly RedisChannel AlarmsChanged = RedisChannel.Literal(Prefix + "alarms");

    /// <summary>What each router has said last of the alarms that it sees, a hash.</summary>
    public static readonly RedisKey RouterWords = Prefix + "router-words";

    /// <summary>When each centre was last offered a call, by the switch's clock (ms).</summary>
    public static readonly RedisKey LastOffers = Prefix + "last-offers";

    /// <summary>Since when (ms) calls and offers are noted.</summary>
    public static readonly RedisKey TrafficSince = Prefix + "traffic-since";

    /// <summary>Who has stood ready in the present hour, minute by minute.</summary>
    public static readonly RedisKey Cover = Prefix + "cover";

    public static readonly RedisChannel DirectoryChanged = RedisChannel.Literal(Prefix + "directory-changed");

    /// <summary>Ids of calls that changed without a word of the switch.</summary>
    public static readonly RedisChannel CallChanged = RedisChannel.Literal(Prefix + "call-changed");

    public static readonly RedisChannel ConditionsChanged = RedisChannel.Literal(Prefix + "conditions");

    /// <summary>Told to all routers: the id of a call that its counsellor has just called a nuisance.</summary>
    public static readonly RedisChannel NuisanceMarked = RedisChannel.Literal(Prefix + "nuisance-marked");

    /// <summary>Ids of callbacks that are not over, or whose number a switch may still have.</summary>
    public static readonly RedisKey Callbacks = Prefix + "callbacks";

    public static RedisKey Callback(string callbackId) => Prefix + "callback:" + callbackId;

    /// <summary>Ids of the calls of the last days from a region, by the moment (ms) at which they came.</summary>
    public static RedisKey CallsFrom(string region) => Prefix + "calls-from:" + region;

    /// <summary>Before a call's id.</summary>
    public const string CallPrefix = Prefix + "call:";

    public static RedisKey Call(string callId) => CallPrefix + callId;
}
