using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Npgsql;

namespace Hotline117.ReportingService.Reconciliation;

/// <summary>What the statistics know of a call, for <see cref="Reconciler"/>.</summary>
/// <param name="LineId">Null where no centre's line answered.</param>
/// <param name="Disposition">Null while it goes on.</param>
public sealed record CountedCall(string CallId, string? LineId, Disposition? Disposition, TimeSpan Talked)
{
    public override string ToString() => LineId is null ? Disposition?.ToString().ToLowerInvariant() ?? "goes on"
        : string.Create(CultureInfo.InvariantCulture, $"{LineId} answered, {Talked.TotalSeconds:0.0} s");
}

/// <summary>Compares a switch's own list of calls with the statistics.</summary>
public sealed class Reconciler(NpgsqlDataSource database, ReducedMonths reduced)
{
    private const int MostListed = 1000;

    /// <summary>Both measure by themselves, and the router hears of what happens a little later.</summary>
    private static readonly TimeSpan _tolerance = TimeSpan.FromSeconds(2);

    /// <summary>The list names when a call began, in whole seconds; it is received after the menus, and the greeting where that is spoken first.</summary>
    private static readonly TimeSpan _longestGreeting = TimeSpan.FromMinutes(5);

    /// <exception cref="ReducedException">Calls of a part of the list are deleted.</exception>
    public async Task<CallReconciliation> CompareAsync(SwitchList list, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        var onSwitch = list.Calls;
        if (onSwitch.Count == 0)
        {
            return new(null, null, 0, 0, 0, []) { UnreadableRows = list.UnreadableRows };
        }

        var (from, to) = (onSwitch.Values.Min(call => call.From), onSwitch.Values.Max(call => call.To));
        await reduced.CheckAsync(from, cancellation);
        var counted = await ReadAsync(onSwitch.Keys, from, to, cancellation);
        var differences = Differences(onSwitch, counted).OrderBy(call => call.CallId, StringComparer.Ordinal).ToList();
        return new(from, to, onSwitch.Count, counted.Count, differences.Count, [.. differences.Take(MostListed)]) { UnreadableRows = list.UnreadableRows };
    }

    /// <param name="counted">Calls of the same switches and the same time, and all that are on the list.</param>
    public static IEnumerable<CallDifference> Differences(IReadOnlyDictionary<string, SwitchCall> onSwitch, IReadOnlyDictionary<string, CountedCall> counted)
    {
        foreach (var call in onSwitch.Values)
        {
            if (counted.GetValueOrDefault(call.CallId) is not { } known)
            {
                yield return new(call.CallId, CallDifferenceKind.NotCounted, call.ToString(), null);
            }
            else if (DifferenceOf(call, known) is { } kind)
            {
                yield return new(call.CallId, kind, call.ToString(), known.ToString());
            }
        }

        // Of a call that ended with the switch itself neither knows the end, and one that goes on is not on the list yet.
        foreach (var call in counted.Values.Where(call => !onSwitch.ContainsKey(call.CallId) && call.Disposition is not (null or Disposition.Indeterminate)))
        {
            yield return new(call.CallId, CallDifferenceKind.NotOnSwitch, null, call.ToString());
        }
    }

    private static CallDifferenceKind? DifferenceOf(SwitchCall call, CountedCall known) => (call, known) switch
    {
        (_, { Disposition: null }) => CallDifferenceKind.NotEnded,
        _ when call.IsAnswered != known.LineId is not null || call.IsOverflowed != known.Disposition is Disposition.Overflowed
            || known.Disposition is Disposition.Indeterminate => CallDifferenceKind.Outcome,
        ({ IsAnswered: true }, _) when call.Line != known.LineId => CallDifferenceKind.Line,
        // Less than nothing: its clock was set back meanwhile, and it does not know.
        ({ IsAnswered: true, Talked: { Ticks: >= 0 } talked }, _) when (talked - known.Talked).Duration() > _tolerance => CallDifferenceKind.TalkTime,
        _ => null,
    };

    private async Task<IReadOnlyDictionary<string, CountedCall>> ReadAsync(IEnumerable<string> ids, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        // As CallId.SwitchOf reads an id.
        await using var command = database.CreateCommand("""
            SELECT call_id, line_id, disposition, coalesce(talked_milliseconds, 0) FROM calls
            WHERE call_id = ANY ($1) OR (received_at >= $2 AND ended_at <= $3 AND regexp_replace(call_id, '(~[^~-]*)?-[^-]*$', '') = ANY ($4))
            """);
        var known = ids.ToArray();
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = known });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from + _longestGreeting });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = to });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. known.Select(id => CallId.SwitchOf(id)).Distinct()] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var calls = new Dictionary<string, CountedCall>();
        while (await reader.ReadAsync(cancellation))
        {
            var disposition = reader.IsDBNull(2) ? (Disposition?)null : Enum.Parse<Disposition>(reader.GetString(2), ignoreCase: true);
            calls[reader.GetString(0)] = new(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), disposition, TimeSpan.FromMilliseconds(reader.GetInt64(3)));
        }

        return calls;
    }
}
