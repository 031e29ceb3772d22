namespace Hotline117.Routing.Rosters;

/// <summary>What people write in a roster. Who is on duty follows from it together with the directory and the holidays: see <see cref="Roster"/>.</summary>
public sealed record RosterContent
{
    public IReadOnlyList<Shift> Shifts { get; init; } = [];
    public IReadOnlyList<Absence> Exceptions { get; init; } = [];
    public HolidayChanges Holidays { get; init; } = HolidayChanges.None;
}

/// <summary>What a roster changes in the country's holidays: those of the moon are announced only days before.</summary>
public sealed record HolidayChanges(IReadOnlyList<DateOnly> Add, IReadOnlyList<DateOnly> Drop)
{
    public static HolidayChanges None { get; } = new([], []);
}
