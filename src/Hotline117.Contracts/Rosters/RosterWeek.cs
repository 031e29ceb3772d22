namespace Hotline117.Contracts.Rosters;

/// <summary>Who is on duty in a week, as it follows from shifts, holidays and exceptions.</summary>
/// <param name="Days">Seven, on the calendar of Asia/Bishkek.</param>
public sealed record RosterWeek(IReadOnlyList<RosterDay> Days, IReadOnlyList<RosterLine> Lines);

/// <param name="Holiday">Its name; null on a plain day.</param>
public sealed record RosterDay(DateOnly Date, string? Holiday);

/// <param name="Turns">In order; one that began before the week, or ends after it, is whole.</param>
/// <param name="Off">The exceptions that hold on a day of the week.</param>
public sealed record RosterLine(string CentreId, string LineId, IReadOnlyList<RosterTurn> Turns, IReadOnlyList<RosterAbsence> Off);

/// <summary>One turn of a shift on a line.</summary>
/// <param name="Shift">The shift's id.</param>
/// <param name="OnOneDate">It is on that date alone.</param>
/// <param name="To">No longer part of it.</param>
public sealed record RosterTurn(string Shift, bool OnOneDate, DateTimeOffset From, DateTimeOffset To, bool OnCall, IReadOnlyList<string> Counsellors);

/// <param name="Id">The exception's id.</param>
/// <param name="To">The last date.</param>
public sealed record RosterAbsence(string Id, DateOnly From, DateOnly To, string? Reason);
