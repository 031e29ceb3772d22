using Hotline117.Contracts.Events;
using Hotline117.ReportingService.Store;
using Npgsql;

namespace Hotline117.ReportingService.Statistics;

/// <param name="Region">Of the first level.</param>
/// <param name="Languages">Parted by blanks.</param>
public sealed record KnownLine(string LineId, string Region, string Languages);

/// <summary>What the latest directory says. A centre that it does not name has not agreed to be shown.</summary>
/// <param name="Located">Of those who share, all but the secret ones: that one of these is near may be told.</param>
/// <param name="Ids">Of all centres.</param>
public sealed record CentresKnown(IReadOnlyList<KnownLine> Lines, IReadOnlySet<string> Sharing, IReadOnlySet<string> Located, IReadOnlySet<string> Ids)
{
    public static CentresKnown Of(CentreChanged? latest) => new(
        [.. from centre in latest?.Directory ?? [] from line in centre.Lines select new KnownLine(line.LineId, FirstLevel.Of(centre.Region), string.Join(' ', line.Languages))],
        (latest?.Directory ?? []).Where(centre => centre.SharesStatistics).Select(centre => centre.CentreId).ToHashSet(),
        (latest?.Directory ?? []).Where(centre => centre.SharesStatistics && !centre.IsSecret).Select(centre => centre.CentreId).ToHashSet(),
        (latest?.Directory ?? []).Select(centre => centre.CentreId).ToHashSet());

    public static async Task<CentresKnown> ReadAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var type = EventRoutes.RoutingKeyOf<CentreChanged>();
        await using var command = database.CreateCommand($"SELECT {StoredEvent.Columns} FROM events WHERE type = '{type}' AND call_id IS NULL ORDER BY occurred_at DESC, event_id DESC LIMIT 1");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return Of(await reader.ReadAsync(cancellation) ? (CentreChanged)StoredEvent.Read(reader) : null);
    }
}
