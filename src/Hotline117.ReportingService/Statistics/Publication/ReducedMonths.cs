using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Npgsql;

namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>What is asked for needs single calls of a time of which only aggregates are left.</summary>
public sealed class ReducedException(DateTimeOffset until) : Exception(
    $"Of calls before {StatisticsQuery.Local(until):yyyy-MM-dd} only what was published and each centre's statement of whole months are left: single calls are deleted after a time. Ask for published figures, or for a later period.");

/// <summary>The months of whose calls only aggregates are left, from the first call on.</summary>
public sealed class ReducedMonths(NpgsqlDataSource database)
{
    internal const string LastMonth = "SELECT max(month) FROM reduced_months";

    /// <summary>The end of the last of them; null where there is none.</summary>
    /// <param name="reader">On what <see cref="LastMonth"/> answers.</param>
    internal static async Task<DateTimeOffset?> EndAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        await reader.ReadAsync(cancellation);
        return await reader.IsDBNullAsync(0, cancellation) ? null : StatisticsQuery.Midnight(reader.GetFieldValue<DateOnly>(0).AddMonths(1));
    }

    /// <exception cref="ReducedException">The period needs calls that are deleted.</exception>
    public async Task CheckAsync(DateTimeOffset from, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(LastMonth);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (await EndAsync(reader, cancellation) is { } until && from < until)
        {
            throw new ReducedException(until);
        }
    }

    /// <returns>What is kept of the centre's statement; null where the month's calls are still there.</returns>
    public async Task<CentreStatementRow?> StatementAsync(string centre, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        await using var select = database.CreateCommand("SELECT statements FROM reduced_months WHERE month = $1");
        select.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = DateOnly.FromDateTime(StatisticsQuery.Local(from).Date) });
        return await select.ExecuteScalarAsync(cancellation) is string kept
            ? JsonSerializer.Deserialize<Dictionary<string, CentreStatementRow>>(kept, ContractJson.Options)!.GetValueOrDefault(centre) ?? new(from, to, 0, 0, 0, 0)
            : null;
    }
}
