using Hotline117.Contracts.Live;

namespace Hotline117.Web.Dispatch.Board;

/// <summary>A line as it is now.</summary>
/// <param name="Free">How many more calls it can take now; none where something keeps it from being rung.</param>
/// <param name="Stop">What keeps it from being rung, beyond its calls; null for nothing.</param>
public sealed record LineView(string LineId, bool OnShift, int Capacity, int Free, int Ringing, int Talking, DateTimeOffset? WrapUpUntil, LineStop? Stop)
{
    /// <summary>Who stops what nobody has decided: its kind says why, for its reason is not in the reader's language.</summary>
    public const string Policy = "policy";

    /// <summary>Somebody has paused it alone, or it has paused itself, or rests: it can be resumed alone.</summary>
    public bool CanBeResumed => Stop is { Kind: not ("centrePause" or "unreachable") };

    public static LineView From(LiveLine line, bool centreOnShift, int ringing, int talking)
    {
        var onShift = centreOnShift && line.OnShift;
        return new(
            line.LineId, onShift, line.Capacity, onShift && line.Stop is null ? Math.Max(0, line.Capacity - line.Reserved) : 0, ringing, talking, line.WrapUpUntil, line.Stop);
    }
}
