namespace Hotline117.Routing.Rosters;

/// <summary>Whether a shift begins on holidays.</summary>
public enum HolidayRule { AsUsual, Off, Only }

/// <summary>When some lines are on duty: on certain weekdays, within certain dates, from one time of day to another.</summary>
public sealed record Shift
{
    public required string Id { get; init; }

    /// <summary>All lines of this centre, or null where <see cref="Lines"/> names them.</summary>
    public string? Centre { get; init; }
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The days on which it begins.</summary>
    public required IReadOnlyList<DayOfWeek> Days { get; init; }
    public required TimeOnly From { get; init; }

    /// <summary>Where it is not after <see cref="From"/>, the shift ends on the next day: 22:00 to 06:00 is a night, 00:00 to 00:00 a whole day.</summary>
    public required TimeOnly To { get; init; }

    /// <summary>The first and the last date on which it may begin; null is without limit.</summary>
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }

    /// <summary>The lines ring a person at home, after those who are on duty.</summary>
    public bool OnCall { get; init; }

    /// <summary>Ids of the counsellors who serve it; empty where that is not said.</summary>
    public IReadOnlyList<string> Counsellors { get; init; } = [];
    public HolidayRule Holidays { get; init; }

    /// <summary>A difference of times of day goes round the clock.</summary>
    public TimeSpan Duration => To == From ? TimeSpan.FromDays(1) : To - From;

    /// <summary>Extra duty: it holds in spite of an <see cref="Absence"/> on that date.</summary>
    public bool IsOnOneDate => ValidFrom is not null && ValidFrom == ValidTo;

    /// <summary>A shift on one date is a weekly one that is valid for that day alone.</summary>
    public static Shift OnDate(DateOnly date, Shift shift) =>
        shift with { Days = [date.DayOfWeek], ValidFrom = date, ValidTo = date };

    /// <summary>Holidays and absences apart.</summary>
    public bool BeginsOn(DateOnly date) =>
        !(date < ValidFrom) && !(date > ValidTo) && HasDay(date.DayOfWeek);

    private bool HasDay(DayOfWeek day)
    {
        for (var i = 0; i < Days.Count; i++)
        {
            if (Days[i] == day)
                return true;
        }
        return false;
    }
}
