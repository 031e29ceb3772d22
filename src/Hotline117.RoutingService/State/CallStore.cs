using System.Globalization;
using System.Text;
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
/// <param name="Ranking">Where the transition wants a line: those that may be taken, best first.</param>
/// <param name="Care">What the transition means for lines that the call has held.</param>
internal sealed record CallCommit(CallState? Before, CallTransition Transition, DateTimeOffset At, Ranking? Ranking, IReadOnlyList<LineCare> Care)
{
    /// <summary>So many lines are taken at most.</summary>
    public int AtOnce { get; init; } = 1;
}

/// <param name="Committed">False where another replica was first; then <paramref name="State"/> is what it made of the call.</param>
/// <param name="HeldBack">Lines of which the hold of <see cref="CallCommit.Care"/> took effect: they are not rung for a while.</param>
internal sealed record CommitResult(bool Committed, CallState? State, IReadOnlyList<string> HeldBack);

/// <summary>Live calls and reservations in Redis. One transition is one script and one round trip; its events go to the outbox with it.</summary>
internal sealed class CallStore(IConnectionMultiplexer redis, Func<CarePolicy> care, OutboxBound outbox)
{
    /// <summary>How long an ended call still answers late signals and questions for its explanation.</summary>
    private static readonly TimeSpan _keepEnded = TimeSpan.FromHours(24);

    /// <summary>So many lines are looked at by one script, which no other command can interrupt.</summary>
    private const int LinesAtOnce = 200;

    private const int FixedArguments = 14;
    private const string DecisionPrefix = "why:";

    internal static readonly RedisScript CommitScript = RedisScript.Load(
        "commit-call.lua",
        ("call_key", RedisKeys.CallPrefix), ("places_key", RedisKeys.PlacesPrefix), ("live_calls", RedisKeys.LiveCalls), ("outbox", RedisKeys.Outbox),
        ("conditions", RedisKeys.Conditions), ("unanswered", RedisKeys.Unanswered), ("conversations", RedisKeys.Conversations), ("dropped", RedisKeys.OutboxDropped));

    private static readonly RedisScript _restore = RedisScript.Load("restore-call.lua");
    private static readonly RedisScript _renew = RedisScript.Load("renew-places.lua");
    private static readonly RedisScript _free = RedisScript.Load("free-places.lua");

    private IDatabase Database => redis.GetDatabase();

    /// <exception cref="RedisException">Redis is away or refuses; nothing was committed, or it is not known whether it was.</exception>
    public async Task<CommitResult> CommitAsync(CallCommit commit, string? traceParent)
    {
        var result = (RedisResult[])(await CommitScript.RunAsync(Database, [RedisKeys.Call(commit.Transition.Next.CallId)], Arguments(commit, traceParent ?? "")))!;
        if (result[0].IsNull)
        {
            return new CommitResult(false, ReadState((string?)result[1], (string?)result[2]), []);
        }

        var lines = ReadLines((string?)result[0]);
        var next = commit.Transition.Next;
        return new CommitResult(true, lines.Count == 0 ? next : Call.Offered(next, commit.At, lines), [.. result[1..].Select(line => line.ToString())]);
    }

    /// <summary>Redis has lost a live call, or its last changes: this router knows it better, and its events may not have been published.</summary>
    /// <param name="older">As Redis knows it; null where it does not.</param>
    public Task RestoreAsync(CallState lost, CallState? older) => _restore.RunAsync(
        Database,
        [RedisKeys.Call(lost.CallId), RedisKeys.LiveCalls, RedisKeys.Outbox, RedisKeys.OutboxDropped],
        [
            lost.CallId, lost.Version, Write(lost), RedisKeys.PlacesPrefix,
            string.Join(' ', (older?.Lines ?? []).Where(line => !lost.Holds(line.LineId)).Select(line => $"{line.LineId} 0")
                .Concat(lost.Lines.Select(line => $"{line.LineId} {Milliseconds(lost.Phase is CallPhase.Talking ? care().LongestCall : care().LongestRing)}"))),
            outbox.MostEntries,
            .. Call.ToldAnew(lost).SelectMany(told => new RedisValue[] { told.GetType().Name, WriteEvent(told) }),
        ]);

    /// <summary>The switch has just said that these conversations go on: their places stay taken.</summary>
    public async Task RenewPlacesAsync(IEnumerable<CallState> talking)
    {
        foreach (var some in talking.Where(call => call is { Phase: CallPhase.Talking, Lines.Count: > 0 }).Chunk(LinesAtOnce))
        {
            await _renew.RunAsync(
                Database,
                [.. some.Select(call => RedisKeys.Call(call.CallId))],
                [
                    RedisKeys.PlacesPrefix, Milliseconds(care().LongestCall),
                    .. some.SelectMany(call => new RedisValue[] { call.CallId, call.Version, string.Join(' ', call.Lines.Select(line => line.LineId)) }),
                ]);
        }
    }

    /// <summary>The place that an ended call still takes while the counsellor writes it up is free from now on.</summary>
    public Task EndWrapUpAsync(string lineId, string callId) => Database.SortedSetRemoveAsync(RedisKeys.PlacesPrefix + lineId, callId);

    /// <summary>Their places would end by themselves, but by Redis' clock, which may have been set back.</summary>
    public void EndWrapUps(IReadOnlyList<(string LineId, string CallId)> over)
    {
        foreach (var (line, call) in over)
        {
            _ = Database.SortedSetRemoveAsync(RedisKeys.PlacesPrefix + line, call, CommandFlags.FireAndForget);
        }
    }

    /// <summary>Frees places that no live call holds, and that stay taken for longer than any call is written up.</summary>
    /// <returns>Their lines.</returns>
    /// <exception cref="RedisException">Redis is away or refuses.</exception>
    public async Task<IReadOnlyList<string>> FreeLostPlacesAsync(IEnumerable<string> lines)
    {
        var freed = new List<string>();
        foreach (var some in lines.Chunk(LinesAtOnce))
        {
            var places = (string[])(await _free.RunAsync(
                Database, [RedisKeys.LiveCalls, .. some.Select(line => (RedisKey)(RedisKeys.PlacesPrefix + line))], [Milliseconds(care().LongestWrapUp)]))!;
            freed.AddRange(places.Where((_, at) => at % 2 == 0).Select(place => place[RedisKeys.PlacesPrefix.Length..]));
        }

        return freed;
    }

    public async Task<CallState?> FindAsync(string callId)
    {
        var fields = await Database.HashGetAsync(RedisKeys.Call(callId), ["state", "offer"]);
        return ReadState(fields[0], fields[1]);
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
        var fields = await Database.HashGetAllAsync(RedisKeys.Call(callId));
        if (fields.Length == 0)
        {
            return null;
        }

        var state = ReadState(fields.FirstOrDefault(field => field.Name == "state").Value, offer: null);
        return
        [
            .. fields.Select(field => (Name: field.Name.ToString(), field.Value)).Where(field => field.Name.StartsWith(DecisionPrefix, StringComparison.Ordinal))
                .OrderBy(field => int.Parse(field.Name[DecisionPrefix.Length..], CultureInfo.InvariantCulture)).Select(field => WithOutcome(ReadExplanation(field.Value.ToString()), state)),
        ];
    }

    private RedisValue[] Arguments(CallCommit commit, string traceParent)
    {
        var ((next, events), ranking, policy) = (commit.Transition, commit.Ranking, care());
        var (before, decided) = (commit.Before, ranking is not null);
        var arguments = new RedisValue[FixedArguments + (4 * events.Count) + (7 * commit.Care.Count)];
        arguments[0] = before?.Version ?? 0;
        arguments[1] = Write(next);
        arguments[2] = ranking is null ? "" : Candidates(ranking);
        arguments[3] = commit.Transition.WantsLine ? commit.AtOnce : 0;
        arguments[4] = Milliseconds(policy.LongestRing);
        arguments[5] = Places(commit, policy);
        arguments[6] = next.Phase is CallPhase.Ended ? (int)_keepEnded.TotalSeconds : "";
        // A conversation that can't be handed over goes on: nobody begins to wait.
        arguments[7] = commit.Transition.OnlyWithLine ? "turn" : before?.Phase is CallPhase.Waiting || next.Transfer is not null ? "0" : "1";
        arguments[8] = traceParent;
        arguments[9] = ranking is null ? "" : Write(ranking.Explain());
        arguments[10] = decided ? Guid.CreateVersion7(commit.At).ToString() : "";
        arguments[11] = decided ? commit.At.ToString("O") : "";
        arguments[12] = outbox.MostEntries;
        arguments[13] = 4 * events.Count;
        var at = FixedArguments;
        foreach (var happened in events)
        {
            arguments[at++] = "type";
            arguments[at++] = happened.GetType().Name;
            arguments[at++] = "body";
            arguments[at++] = WriteEvent(happened);
        }

        foreach (var line in commit.Care)
        {
            arguments[at++] = line.LineId;
            arguments[at++] = WordFor(line.Experience);
            arguments[at++] = line.Experience is LineExperience.Answered ? line.CountedUntil.ToUnixTimeMilliseconds() : "";
            arguments[at++] = line.HoldAt;
            arguments[at++] = line.Hold is null ? "" : LineStore.FieldOf(line.Hold.Kind, line.LineId);
            arguments[at++] = line.Hold is null ? "" : Write(line.Hold);
            arguments[at++] = line.Hold is null ? "" : Write(LineStore.Acted(line.Hold, line.LineId));
        }

        return arguments;
    }

    /// <returns><c>line centre capacity …</c>, best first.</returns>
    internal static string Candidates(Ranking ranking)
    {
        var text = new StringBuilder(32 * ranking.CandidateCount);
        foreach (var line in ranking.Candidates)
        {
            text.Append(line.LineId).Append(' ').Append(line.CentreId).Append(' ').Append(line.Capacity).Append(' ');
        }

        return text.ToString();
    }

    /// <summary><c>line ms …</c>: what the next state holds no longer, and for how long it holds what it holds anew, or in another way.</summary>
    private static string Places(CallCommit commit, CarePolicy policy)
    {
        var (before, next) = (commit.Before, commit.Transition.Next);
        var left = (before?.Lines ?? []).Where(line => !next.Holds(line.LineId))
            .Select(line => (line.LineId, For: commit.Care.FirstOrDefault(had => had.LineId == line.LineId)?.PlaceStaysFor ?? TimeSpan.Zero));
        var held = next.Lines.Where(line => before is null || !before.Holds(line.LineId) || (before.Phase, before.Attempt, before.Transfer) != (next.Phase, next.Attempt, next.Transfer))
            .Select(line => (line.LineId, For: next.Phase is CallPhase.Talking ? policy.LongestCall : policy.LongestRing));
        return string.Join(' ', left.Concat(held).Select(place => $"{place.LineId} {Milliseconds(place.For)}"));
    }

    private static string WordFor(LineExperience experience) => experience switch
    {
        LineExperience.Answered => "answered",
        LineExperience.Unanswered => "unanswered",
        _ => "talked",
    };

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, StoredJson.Options);

    private static byte[] WriteEvent(CallEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), ContractJson.Options);

    /// <param name="offer"><c>moment line centre …</c> of the lines that the script has reserved; it need not write the state again for them.</param>
    private static CallState? ReadState(string? json, string? offer)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        var state = JsonSerializer.Deserialize<CallState>(json, ContractJson.Options)!;
        if (string.IsNullOrEmpty(offer))
        {
            return state;
        }

        var space = offer.IndexOf(' ', StringComparison.Ordinal);
        return Call.Offered(state, DateTimeOffset.Parse(offer[..space], CultureInfo.InvariantCulture), ReadLines(offer[(space + 1)..]));
    }

    /// <param name="text"><c>line centre …</c></param>
    private static List<HeldLine> ReadLines(string? text) =>
        [.. (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(line => new HeldLine(line[0], line[1]))];

    /// <summary>What came of a decision that has brought somebody in is known only later.</summary>
    private static Explanation WithOutcome(Explanation decision, CallState? state) =>
        decision.BringIn is { } wanted && state?.BringIns.FirstOrDefault(each => each.Attempt == decision.Attempt) is { } known
            ? decision with { BringIn = wanted with { Outcome = known.Outcome } } : decision;

    private static Explanation ReadExplanation(string entry)
    {
        var json = entry.IndexOf('{', StringComparison.Ordinal);
        return Ranking.Resolve(JsonSerializer.Deserialize<Explanation>(entry[json..], StoredJson.Options)!, [.. ReadLines(entry[..json]).Select(line => line.LineId)]);
    }
}
