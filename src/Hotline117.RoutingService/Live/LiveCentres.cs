using Hotline117.Contracts.Live;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;

namespace Hotline117.RoutingService.Live;

/// <summary>The centres as the board shows them, all of one roster and one minute: duty begins and ends with whole minutes.</summary>
internal sealed record LiveCentres(CentreDirectory Directory, Roster Roster, long Minute, Dictionary<string, LiveCentre> ById)
{
    public static LiveCentres None { get; } = new(CentreDirectory.Empty, Roster.Empty, 0, []);

    /// <returns>This one, where nothing has changed but the places taken.</returns>
    /// <param name="asItIs">Fills in what changes by the second.</param>
    public LiveCentres At(RoutingSnapshot snapshot, DateTimeOffset now, Func<LiveLine, LiveLine> asItIs)
    {
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        return minute == Minute && ReferenceEquals(snapshot.Directory, Directory) && ReferenceEquals(snapshot.Roster, Roster)
            ? this
            : new(snapshot.Directory, snapshot.Roster, minute, snapshot.Directory.Centres.ToDictionary(
                centre => centre.Id, centre => View(centre, snapshot.Roster, now, asItIs)));
    }

    private static LiveCentre View(Centre centre, Roster roster, DateTimeOffset now, Func<LiveLine, LiveLine> asItIs)
    {
        var lines = centre.Lines.Select(line => asItIs(new LiveLine(line.Id, line.Capacity, 0, roster.OnShift(line.Id, now)))).ToList();
        var onShift = lines.Exists(line => line.OnShift);
        return new LiveCentre
        {
            CentreId = centre.Id,
            Name = centre.Name,
            Town = centre.Town,
            Region = centre.Region,
            OnShift = onShift,
            ShiftChangesAt = ShiftChangesAt(centre, roster, onShift, now),
            Lines = lines,
        };
    }

    private static DateTimeOffset? ShiftChangesAt(Centre centre, Roster roster, bool onShift, DateTimeOffset now)
    {
        var changes = centre.Lines.Where(line => roster.OnShift(line.Id, now) == onShift).Select(line => roster.NextChange(line.Id, now)).ToList();
        // A centre goes off with its last line and on with its first.
        return onShift ? (changes.Contains(null) ? null : changes.Max()) : changes.Min();
    }
}
