using Hotline117.Contracts;
using Hotline117.Contracts.Live;

namespace Hotline117.UnitTests.Web;

internal static class LiveSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 6, 0, 0, TimeSpan.Zero);

    public static LiveCall Call(
        string id, CallPhase phase = CallPhase.Waiting, int receivedSecondsAgo = 10, int phaseSecondsAgo = 5, string? centre = null, string? region = "osh-city") => new()
        {
            CallId = id,
            Phase = phase,
            ReceivedAt = Noon.AddSeconds(-receivedSecondsAgo),
            PlaceSince = Noon.AddSeconds(-receivedSecondsAgo),
            PhaseSince = Noon.AddSeconds(-phaseSecondsAgo),
            Region = region,
            RegionSource = RegionSource.AreaCode,
            RegionCertainty = RegionCertainty.Medium,
            Language = "ky",
            Attempt = 1,
            LineId = centre is null ? null : $"{centre}-1",
            CentreId = centre,
            Source = OfferSource.Router,
        };

    public static LiveCentre Centre(string id, bool onShift = true, params LiveLine[] lines) => new()
    {
        CentreId = id,
        Name = new LocalizedText($"{id} борбору", $"центр {id}", $"{id} centre"),
        Town = "Osh",
        Region = "osh-city",
        OnShift = onShift,
        ShiftChangesAt = null,
        Lines = lines,
    };
}
