namespace Hotline117.Contracts.Rosters;

/// <summary>
/// What can be wrong with a roster, or doubtful in it. A program that speaks to people says it in their language, with the arguments that come with it; in JSON it begins
/// with a small letter.
/// </summary>
public enum FindingCode
{
    // An entry.
    BadId,
    BetweenMinutes,
    NoDays,
    NeverBegins,
    NeverOnHoliday,
    NeverOnPlainDay,
    CentreAndLines,
    NoCentre,
    CentreWithoutLine,
    NobodyNamed,
    NoLine,
    NamedTwice,
    NoCounsellor,
    CounsellorOfOthers,
    EndsBeforeItBegins,
    DateWithDays,
    OtherId,
    ReasonTooLong,

    // Entries together.
    TwiceInRoster,
    TooManyShifts,
    Overlaps,
    LastShift,
    NoShifts,
    AddedAndDropped,
    NoHoliday,

    // How a field is written.
    WrittenTwice,
    NoSuchField,
    Missing,
    NotTrueOrFalse,
    NoList,
    NoMap,
    NotOneValue,
    NoDate,
    NoTime,
    NoWeekday,
    NoHolidayRule,
    MoreIsWrong,

    // A table.
    FileTooLarge,
    NoTableRow,
    HolidayRow,
    NoRowType,
    NoColumn,
    ColumnTwice,
    NoTypeColumn,
    TooManyCells,

    // A calendar file.
    TooManyEvents,
    EventsAlike,
    NoCalendar,
    EventWithoutBeginning,
    EventOfAnother,
    EventOfDaysWithTime,
    EventWithoutTime,
    EventOnOtherClock,
    EventTooLong,
    EventOnSingleDates,
    EventRecursOtherwise,
    EventRecursSeldom,
    EventEndsByCount,
    EventByRule,
    EventLeftOut,

    // What may be meant as it is.
    NobodyEver,
    NobodyAtTimes,
    NobodyNearEver,
    NobodyNearAtTimes,
    HoleAtHandOver,
    CentreNeverRung,
    EntryIsOver,
    EntryEndsSoon,
    LineNeverOnDuty,
    LanguageNeverSpoken,
    MoreIsDoubtful,
}
