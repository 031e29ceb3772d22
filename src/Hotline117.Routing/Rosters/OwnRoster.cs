using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Rosters;

/// <summary>The part of a roster that is one centre's alone: entries that hold for its lines and for no others.</summary>
public sealed class OwnRoster(string centreId, CentreDirectory directory)
{
    public RosterContent Of(RosterContent roster) => new()
    {
        Shifts = [.. roster.Shifts.Where(shift => IsOwn(shift.Centre, shift.Lines))],
        Exceptions = [.. roster.Exceptions.Where(absence => IsOwn(absence.Centre, absence.Lines))],
        Holidays = roster.Holidays,
    };

    public bool IsOwn(string? centre, IReadOnlyList<string> lines) => centre is null
        ? lines.Count > 0 && lines.All(line => directory.FindLine(line)?.Centre.Id == centreId)
        : centre == centreId && lines.All(line => directory.FindLine(line)?.Centre.Id == centreId);

    /// <summary>Whether a change leaves all that is not this centre's as it was.</summary>
    public bool LeavesOthers(RosterContent before, RosterContent after) =>
        Others(before.Shifts, shift => IsOwn(shift.Centre, shift.Lines)).SetEquals(Others(after.Shifts, shift => IsOwn(shift.Centre, shift.Lines)))
        && Others(before.Exceptions, absence => IsOwn(absence.Centre, absence.Lines)).SetEquals(Others(after.Exceptions, absence => IsOwn(absence.Centre, absence.Lines)))
        && ReferenceEquals(before.Holidays, after.Holidays);

    // An entry that a change does not touch is the same object.
    private static HashSet<object> Others<T>(IEnumerable<T> entries, Func<T, bool> isOwn) where T : class =>
        new(entries.Where(entry => !isOwn(entry)), ReferenceEqualityComparer.Instance);
}
