using System.Collections.Frozen;

namespace Hotline117.Routing.Rosters;

/// <param name="Name">For people, such as "Nooruz".</param>
public sealed record FixedHoliday(int Month, int Day, string Name);

/// <param name="Name">For people, such as "Orozo Ait".</param>
public sealed record DatedHoliday(DateOnly Date, string Name);

/// <summary>The days that a roster takes for holidays: those on the same date in every year, and those on single dates. Replaced as a whole, never changed.</summary>
public sealed class HolidayCalendar
{
    private readonly FrozenDictionary<int, string> _fixed;
    private readonly FrozenDictionary<DateOnly, string> _dated;
    private readonly FrozenSet<DateOnly> _dropped;

    /// <exception cref="ArgumentException">A date stands there twice.</exception>
    public HolidayCalendar(IEnumerable<FixedHoliday> fixedDays, IEnumerable<DatedHoliday> dated)
        : this(fixedDays.ToFrozenDictionary(day => 100 * day.Month + day.Day, day => day.Name), dated.ToFrozenDictionary(day => day.Date, day => day.Name), [])
    {
    }

    private HolidayCalendar(FrozenDictionary<int, string> fixedDays, FrozenDictionary<DateOnly, string> dated, IEnumerable<DateOnly> dropped) =>
        (_fixed, _dated, _dropped) = (fixedDays, dated, dropped.ToFrozenSet());

    public static HolidayCalendar None { get; } = new([], []);

    public bool Contains(DateOnly date) =>
        !_dropped.Contains(date) && (_dated.ContainsKey(date) || _fixed.ContainsKey(100 * date.Month + date.Day));

    /// <summary>Null where the date is no holiday.</summary>
    public string? NameOf(DateOnly date) => !Contains(date) ? null
        : _dated.GetValueOrDefault(date) ?? _fixed[100 * date.Month + date.Day];

    /// <summary>The first and the last year for which the single dates are known; the same year where none is.</summary>
    public (int First, int Last) KnownYears => _dated.Count == 0 ? (2026, 2026) : (_dated.Keys.Min().Year, _dated.Keys.Max().Year);

    /// <summary>What is both added and dropped is dropped.</summary>
    public HolidayCalendar With(HolidayChanges changes) => changes.Add.Count + changes.Drop.Count == 0 ? this : new(
        _fixed,
        _dated.Concat(changes.Add.Where(date => !_dated.ContainsKey(date)).Distinct().Select(date => KeyValuePair.Create(date, "added"))).ToFrozenDictionary(),
        _dropped.Concat(changes.Drop));

    /// <summary>The same for equal calendars, in the same order.</summary>
    internal IEnumerable<string> Content() =>
    [
        .. _fixed.Keys.Order().Select(day => $"{day:0000}"),
        .. _dated.Keys.Where(date => !_dropped.Contains(date)).Order().Select(date => $"{date:yyyyMMdd}"),
        .. _dropped.Order().Select(date => $"-{date:yyyyMMdd}"),
    ];
}
