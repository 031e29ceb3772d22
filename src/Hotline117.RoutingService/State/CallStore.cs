using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>A transition with the decision that it rests on, where it needs one.</summary>
/// <param name="Before">The state that the transition was computed from; null for a call that nobody has seen.</param>
/// <param name="Ranking">For <see cref="LineUse.Reserve"/>: the lines that may be taken, best first.</param>
internal sealed record CallCommit(CallState? Before, CallTransition Transition, DateTimeOffset At, Ranking? Ranking);

/// <param name="Committed">False where another replica was first; then <paramref name="State"/> is what it made of the call.</param>
internal sealed record CommitResult(bool Committed, CallState? State);

/// <summary>Live calls and reservations in Redis. One transition is one script and one round trip; its events go to the outbox with it.</summary>
internal sealed class CallStore(IConnectionMultiplexer redis)
{
    /// <summary>How long an ended call still answers late signals and questions for its explanation.</summary>
    private static readonly TimeSpan _keepEnded = TimeSpan.FromHours(24);

    private static readonly RedisScript _commit = RedisScript.Load("commit-call.lua");

    private IDatabase Database => redis.GetDatabase();

    /// <exception cref="RedisException">Redis is away or refuses; nothing was committed, or it is not known whether it was.</exception>
    public async Task<CommitResult> CommitAsync(CallCommit commit, string? traceParent)
    {
        var callId = commit.Transition.Next.CallId;
        var result = (RedisResult[])(await _commit.RunAsync(
            Database,
            [RedisKeys.Call(callId), RedisKeys.LiveCalls, RedisKeys.Outbox, RedisKeys.Explanations(callId)],
            [.. Arguments(commit, traceParent ?? "")]))!;
        return new CommitResult((int)result[0] == 1, ReadState((string?)result[2], (string?)result[3], (string?)result[4]));
    }

    public async Task<CallState?> FindAsync(string callId)
    {
        var fields = await Database.HashGetAsync(RedisKeys.Call(callId), ["state", "line", "centre"]);
        return ReadState(fields[0], fields[1], fields[2]);
    }

    public async Task<IReadOnlyList<CallState>> LiveAsync()
    {
        var ids = await Database.SetMembersAsync(RedisKeys.LiveCalls);
        var states = await Task.WhenAll(ids.Select(id => FindAsync(id.ToString())));
        return [.. states.OfType<CallState>()];
    }

    /// <returns>One explanation for each question that the switch asked, in order; null for a call that is not known (any more).</returns>
    public async Task<IReadOnlyList<Explanation>?> ExplainAsync(string callId)
    {
        var entries = await Database.HashGetAllAsync(RedisKeys.Explanations(callId));
        if (entries.Length == 0 && await FindAsync(callId) is null)
        {
            return null;
        }

        return [.. entries.OrderBy(entry => (int)entry.Name).Select(entry => ReadExplanation(entry.Value.ToString()))];
    }

    private static IEnumerable<RedisValue> Arguments(CallCommit commit, string traceParent)
    {
        var (next, use, events) = commit.Transition;
        var offered = use is LineUse.Reserve ? Call.Offered(next, commit.At) : next;
        var decision = commit.Ranking?.Explain();
        yield return next.CallId;
        yield return commit.Before?.Version ?? 0;
        yield return RedisKeys.LinePrefix;
        yield return use switch { LineUse.Keep => "keep", LineUse.Release => "release", LineUse.Reserve => "reserve", _ => "seize" };
        yield return Write(next);
        yield return Write(offered);
        yield return next.Phase is CallPhase.Ended ? "1" : "0";
        yield return (int)_keepEnded.TotalSeconds;
        yield return traceParent;
        yield return decision is null ? "" : next.Step;
        yield return decision is null ? "" : Write(decision);
        yield return decision is null || !BeginsToWait(commit) ? "" : WriteEvent(Queued(commit, decision));
        yield return decision is null ? "" : WriteEvent(Offer(commit, offered, decision));
        yield return events.Count;
        foreach (var happened in events)
        {
            yield return happened.GetType().Name;
            yield return WriteEvent(happened);
        }

        if (use is LineUse.Seize)
        {
            yield return next.LineId;
            yield return next.CentreId ?? "";
            yield return 0;
        }

        foreach (var candidate in commit.Ranking?.Candidates ?? [])
        {
            yield return candidate.LineId;
            yield return candidate.CentreId;
            yield return candidate.Capacity;
        }
    }

    private static bool BeginsToWait(CallCommit commit) => commit.Before?.Phase is not CallPhase.Waiting;

    private static CallQueued Queued(CallCommit commit, Explanation decision) => new()
    {
        EventId = Guid.CreateVersion7(commit.At),
        CallId = decision.CallId,
        OccurredAt = commit.At,
        Attempt = decision.Attempt,
        Explanation = decision,
    };

    // The line is not known before the script has run: the outbox entry names it, and OutboxEntry puts it in.
    private static CallOffered Offer(CallCommit commit, CallState offered, Explanation decision) => new()
    {
        EventId = Guid.CreateVersion7(commit.At),
        CallId = decision.CallId,
        OccurredAt = commit.At,
        Attempt = offered.Attempt,
        LineId = "",
        CentreId = "",
        Source = OfferSource.Router,
        Explanation = decision,
    };

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, ContractJson.Options);

    private static string WriteEvent(CallEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), ContractJson.Options);

    private static CallState? ReadState(string? json, string? line, string? centre) => string.IsNullOrEmpty(json)
        ? null
        : JsonSerializer.Deserialize<CallState>(json, ContractJson.Options)! with
        {
            LineId = string.IsNullOrEmpty(line) ? null : line,
            CentreId = string.IsNullOrEmpty(centre) ? null : centre,
        };

    private static Explanation ReadExplanation(string entry)
    {
        var space = entry.IndexOf(' ', StringComparison.Ordinal);
        var chosen = space == 0 ? null : entry[..space];
        return Ranking.Resolve(JsonSerializer.Deserialize<Explanation>(entry[(space + 1)..], ContractJson.Options)!, chosen);
    }
}
