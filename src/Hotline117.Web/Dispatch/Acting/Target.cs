using Hotline117.Contracts.Decisions;
using Hotline117.Web.Dispatch.Board;

namespace Hotline117.Web.Dispatch.Acting;

/// <summary>A line on shift that a person may send a caller to.</summary>
/// <param name="Minutes">By road, as the last decision has it; null where it does not name the line.</param>
public sealed record Target(CentreView Centre, LineView Line, int? Minutes)
{
    public string Name => $"{Centre.Name} ({Line.LineId})";

    public bool IsFree => Line.Free > 0;

    /// <summary>Those that can be rung first, each in the order in which the policy has last considered them.</summary>
    /// <param name="but">The line that the caller talks with; null for none.</param>
    public static IReadOnlyList<Target> Of(BoardView view, IReadOnlyList<Explanation>? decisions, string? but)
    {
        var ranks = (decisions is { Count: > 0 } ? decisions[^1].Considered : []).Index().ToDictionary(line => line.Item.LineId, line => (line.Index, line.Item.TravelMinutes));
        return
        [
            .. view.Centres.SelectMany(centre => centre.Lines, (centre, line) => new Target(centre, line, ranks.GetValueOrDefault(line.LineId).TravelMinutes))
                .Where(target => target.Line.OnShift && target.Line.LineId != but)
                .OrderBy(target => !target.IsFree)
                .ThenBy(target => ranks.TryGetValue(target.Line.LineId, out var rank) ? rank.Index : int.MaxValue)
                .ThenBy(target => target.Line.LineId, StringComparer.Ordinal),
        ];
    }

    public bool IsFound(string words) => $"{Centre.Name} {Centre.Town} {Centre.Region} {Line.LineId}".Contains(words.Trim(), StringComparison.CurrentCultureIgnoreCase);
}
