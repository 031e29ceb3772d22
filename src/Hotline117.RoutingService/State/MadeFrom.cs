using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>What a change was made from. A change of anything else in between refuses it, so that two editors never overwrite each other.</summary>
/// <param name="Directory">The directory's revision, or <see cref="None"/> where there was none; null where it does not matter.</param>
/// <param name="Roster">The roster's.</param>
internal sealed record MadeFrom(string? Directory, string? Roster)
{
    public const string None = "none";
    private const string Field = "revision";

    public void Require(ITransaction transaction)
    {
        Require(transaction, RedisKeys.Directory, Directory);
        Require(transaction, RedisKeys.Roster, Roster);
    }

    /// <returns><see cref="None"/> where the document does not exist.</returns>
    public static async Task<string> RevisionAsync(IDatabase redis, RedisKey document) =>
        (string?)await redis.HashGetAsync(document, Field) ?? None;

    public static void Require(ITransaction transaction, RedisKey document, string? revision)
    {
        if (revision is not null)
            _ = transaction.AddCondition(revision == None ? Condition.HashNotExists(document, Field) : Condition.HashEqual(document, Field, revision));
    }
}
