namespace Hotline117.Routing.Rosters;

/// <param name="OnCall">A person at home, who is rung after those on duty.</param>
/// <param name="Counsellors">Ids of those who serve; empty where that is not said.</param>
public sealed record Duty(bool OnCall, IReadOnlyList<string> Counsellors);

/// <summary>One turn of a shift on one line, on the clock of Asia/Bishkek. <paramref name="To"/> is no longer part of it.</summary>
public readonly record struct DutySpan(DateTime From, DateTime To, Shift Shift);
