using Hotline117.Contracts;
using Hotline117.Contracts.Live;

namespace Hotline117.Web.Dispatch.Board;

/// <summary>A line that a call rings or talks with.</summary>
/// <param name="CentreId">Null where the directory does not know the line.</param>
public sealed record LineUse(string LineId, string? CentreId, bool Talks)
{
    /// <summary>All lines that a call keeps busy now. One kept for later, which is still silent, is not among them.</summary>
    public static IEnumerable<LineUse> Of(LiveCall call, IReadOnlyDictionary<string, string> centreOfLine, DateTimeOffset now)
    {
        if (call.LineId is { } first && call.Phase is CallPhase.Ringing or CallPhase.Talking)
            yield return new(first, call.CentreId, call.Phase is CallPhase.Talking);
        foreach (var (index, also) in (call.Also ?? []).Index())
        {
            if (call.Phase is CallPhase.Ringing && RingsAt(call, index) <= now)
                yield return new(also, centreOfLine.GetValueOrDefault(also), Talks: false);
        }

        if (call.Transfer is { LineId: { } second } transfer && second != call.LineId)
            yield return new(second, transfer.CentreId, transfer.JoinedAt is not null);
    }

    /// <summary>When this one of <see cref="LiveCall.Also"/> begins to ring.</summary>
    public static DateTimeOffset RingsAt(LiveCall call, int index) => call.PhaseSince.AddSeconds((index + 1) * call.AlsoAfterSeconds);
}
