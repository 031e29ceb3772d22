namespace Hotline117.Contracts.Live;

/// <summary>What of everything live one centre may see: itself, the calls that ring or talk there, and of these nothing about other centres.</summary>
public sealed class OneCentre(LiveCentre centre)
{
    private readonly HashSet<string> _lines = [.. centre.Lines.Select(line => line.LineId)];

    /// <param name="centres">All there are.</param>
    /// <returns>Null where the centre is not among them.</returns>
    public static OneCentre? Find(IEnumerable<LiveCentre> centres, string centreId) =>
        centres.FirstOrDefault(centre => centre.CentreId == centreId) is { } found ? new(found) : null;

    public LiveCentre Centre => centre;

    public bool Has(string? lineId) => lineId is not null && _lines.Contains(lineId);

    /// <summary>Alarms are of the whole hotline, but for what is said of this centre or its lines.</summary>
    public bool MaySee(Alarm alarm) => alarm.Kind switch
    {
        AlarmKind.QuietCentre => alarm.Subject == centre.CentreId,
        AlarmKind.SilentLine => Has(alarm.Subject),
        _ => false,
    };

    /// <returns>Null for a call that neither rings nor talks here.</returns>
    public LiveCall? Of(LiveCall call)
    {
        var also = call.Phase is CallPhase.Ringing ? call.Also ?? [] : [];
        var first = call.Phase is CallPhase.Ringing or CallPhase.Talking && Has(call.LineId);
        if (!first && !also.Any(Has) && !Has(call.Transfer?.LineId))
        {
            return null;
        }

        IReadOnlyList<string> own = [.. also.Where(Has)];
        return call with
        {
            LineId = first ? call.LineId : null,
            CentreId = first ? call.CentreId : null,
            Emergency = first && call.Emergency,
            Also = own.Count > 0 ? own : null,
            // So that the first of them begins when it does.
            AlsoAfterSeconds = call.AlsoAfterSeconds * (also.TakeWhile(line => !Has(line)).Count() + 1),
            Transfer = call.Transfer is { } transfer && !Has(transfer.LineId) ? transfer with { LineId = null, CentreId = null } : call.Transfer,
        };
    }
}
