using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>Every key of the hotline in Redis. The common hash tag keeps them in one slot, as the scripts need.</summary>
internal static class RedisKeys
{
    private const string Prefix = "{h117}:";

    public static readonly RedisKey Directory = Prefix + "directory";
    public static readonly RedisKey Roster = Prefix + "roster";
    public static readonly RedisKey Policy = Prefix + "policy";
    public static readonly RedisKey LiveCalls = Prefix + "calls";
    public static readonly RedisKey Outbox = Prefix + "outbox";
    public const string LinePrefix = Prefix + "line:";

    public static readonly RedisChannel DirectoryChanged = RedisChannel.Literal(Prefix + "directory-changed");

    public static RedisKey Call(string callId) => Prefix + "call:" + callId;

    public static RedisKey Explanations(string callId) => Prefix + "why:" + callId;
}
