using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>A transition with the decision that it rests on, where it needs one.</summary>
/// <param name="Before">The state that the transition was computed from; null for a call that nobody has seen.</param>
/// <param name="Ranking">For <see cref="LineUse.Reserve"/>: the lines that may be taken, best first.</param>
/// <param name="Care">What the transition means for the line that the call has held.</param>
internal sealed record CallCommit(CallState? Before, CallTransition Transition, DateTimeOffset At, Ranking? Ranking, LineCare Care);

/// <param name="Committed">False where another replica was first; then <paramref name="State"/> is what it made of the call.</param>
/// <param name="HeldBack">The hold of <see cref="CallCommit.Care"/> took effect: the line that the call had held is not rung for a while.</param>
internal sealed record CommitResult(bool Committed, CallState? State, bool HeldBack);

/// <summary>Live calls and reservations in Redis. One transition is one script and one round trip; its events go to the outbox with it.</summary>
internal sealed class CallStore(IConnectionMultiplexer redis, Func<CarePolicy> care)
{
    /// <summary>How long an ended call still answers late signals and questions for its explanation.</summary>
    private static readonly TimeSpan _keepEnded = TimeSpan.FromHours(24);

    /// <summary>So many places are renewed by one script, which no other command can interrupt.</summary>
    private const int RenewedAtOnce = 200;

    private static readonly RedisScript _commit = RedisScript.Load("commit-call.lua");
    private static readonly RedisScript _renew = RedisScript.Load("renew-places.lua");

    private IDatabase Database => redis.GetDatabase();

    /// <exception cref="RedisException">Redis is away or refuses; nothing was committed, or it is not known whether it was.</exception>
    public async Task<CommitResult> CommitAsync(CallCommit commit, string? traceParent)
    {
        var callId = commit.Transition.Next.CallId;
        var result = (RedisResult[])(await _commit.RunAsync(
            Database,
            [
                RedisKeys.Call(callId), RedisKeys.LiveCalls, RedisKeys.Outbox, RedisKeys.Explanations(callId),
                RedisKeys.Conditions, RedisKeys.Unanswered, RedisKeys.Conversations,
            ],
            [.. Arguments(commit, traceParent ?? "")]))!;
        var (line, centre) = ((string?)result[3], (string?)result[4]);
        return (int)result[0] == 1
            ? new CommitResult(true, With(Committed(commit, line), line, centre), (string?)result[5] == "1")
            : new CommitResult(false, ReadState((string?)result[2], line, centre), false);
    }

    /// <summary>The switch has just said that these conversations go on: their places stay taken.</summary>
    public async Task RenewPlacesAsync(IEnumerable<CallState> talking)
    {
        foreach (var some in talking.Where(call => call is { Phase: CallPhase.Talking, LineId: not null }).Chunk(RenewedAtOnce))
        {
            await _renew.RunAsync(
                Database,
                [.. some.Select(call => RedisKeys.Call(call.CallId))],
                [RedisKeys.PlacesPrefix, Milliseconds(care().LongestCall), .. some.SelectMany(call => new RedisValue[] { call.CallId, call.LineId })]);
        }
    }

    /// <summary>The place that an ended call still takes while the counsellor writes it up is free from now on.</summary>
    public Task EndWrapUpAsync(string lineId, string callId) => Database.SortedSetRemoveAsync(RedisKeys.PlacesPrefix + lineId, callId);

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

    /// <summary>Tells all replicas of a change that no switch has told them of.</summary>
    public void TellReplicas(string callId) => Database.Publish(RedisKeys.CallChanged, callId, CommandFlags.FireAndForget);

    /// <returns>One explanation for each decision, in order; null for a call that is not known (any more).</returns>
    public async Task<IReadOnlyList<Explanation>?> ExplainAsync(string callId)
    {
        var entries = await Database.HashGetAllAsync(RedisKeys.Explanations(callId));
        if (entries.Length == 0 && await FindAsync(callId) is null)
        {
            return null;
        }

        return [.. entries.OrderBy(entry => (int)entry.Name).Select(entry => ReadExplanation(entry.Value.ToString()))];
    }

    private IEnumerable<RedisValue> Arguments(CallCommit commit, string traceParent)
    {
        var (next, use, events) = commit.Transition;
        var (lineCare, hold) = (commit.Care, commit.Care.Hold);
        var decision = commit.Ranking?.Explain();
        yield return next.CallId;
        yield return commit.Before?.Version ?? 0;
        yield return RedisKeys.PlacesPrefix;
        yield return use switch { LineUse.Keep => "keep", LineUse.Release => "release", LineUse.Reserve => "reserve", _ => "seize" };
        yield return Write(next);
        yield return use is LineUse.Reserve ? Write(Call.Offered(next, commit.At)) : "";
        yield return next.Phase is CallPhase.Ended ? "1" : "0";
        yield return (int)_keepEnded.TotalSeconds;
        yield return Milliseconds(lineCare.Experience is LineExperience.Answered ? care().LongestCall : care().LongestRing);
        yield return traceParent;
        yield return decision is null ? "" : next.Version;
        yield return decision is null ? "" : Write(decision);
        yield return decision is null ? "" : Guid.CreateVersion7(commit.At).ToString();
        yield return decision is null ? "" : commit.At.ToString("O");
        yield return commit.Transition.OnlyWithLine ? "turn" : commit.Before?.Phase is CallPhase.Waiting ? "0" : "1";

        yield return lineCare.Experience switch
        {
            LineExperience.Answered => "answered",
            LineExperience.Unanswered => "unanswered",
            LineExperience.Talked => "talked",
            _ => "",
        };
        yield return lineCare.Experience is LineExperience.Answered ? lineCare.CountedUntil.ToUnixTimeMilliseconds() : Milliseconds(lineCare.PlaceStaysFor);
        yield return lineCare.HoldAt;
        yield return hold is null ? "" : LineStore.FieldOf(hold.Kind, commit.Before!.LineId!);
        yield return hold is null ? "" : Write(hold);
        yield return hold is null ? "" : Write(LineStore.Acted(hold, commit.Before!.LineId!));

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

    /// <summary>What the script has stored: it chooses between the two states that it was given.</summary>
    private static CallState Committed(CallCommit commit, string? line) =>
        commit.Transition is { Line: LineUse.Reserve, Next: var next } && !string.IsNullOrEmpty(line) ? Call.Offered(next, commit.At) : commit.Transition.Next;

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, StoredJson.Options);

    private static byte[] WriteEvent(CallEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), ContractJson.Options);

    private static CallState? ReadState(string? json, string? line, string? centre) => string.IsNullOrEmpty(json)
        ? null
        : With(JsonSerializer.Deserialize<CallState>(json, ContractJson.Options)!, line, centre);

    private static CallState With(CallState state, string? line, string? centre) => state with
    {
        LineId = string.IsNullOrEmpty(line) ? null : line,
        CentreId = string.IsNullOrEmpty(centre) ? null : centre,
    };

    private static Explanation ReadExplanation(string entry)
    {
        var space = entry.IndexOf(' ', StringComparison.Ordinal);
        var chosen = space == 0 ? null : entry[..space];
        return Ranking.Resolve(JsonSerializer.Deserialize<Explanation>(entry[(space + 1)..], StoredJson.Options)!, chosen);
    }
}
