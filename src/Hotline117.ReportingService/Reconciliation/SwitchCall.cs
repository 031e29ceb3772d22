using System.Globalization;

namespace Hotline117.ReportingService.Reconciliation;

/// <summary>A call that asked for a counsellor, as the switch's own list of calls has it.</summary>
/// <param name="Line">That rang last; <c>!</c> is the emergency line, and nothing where none did.</param>
/// <param name="Status"><c>DIALSTATUS</c> when the caller's channel ended: <c>ANSWER</c>, <c>CANCEL</c> while it rang, something else or nothing while she waited.</param>
/// <param name="Talked">Null where nobody answered.</param>
public sealed record SwitchCall(string CallId, DateTimeOffset From, DateTimeOffset To, string Line, string Status, TimeSpan? Talked)
{
    private const string EmergencyLine = "!";

    /// <summary>Where a call is taken by key, one that was picked up is not answered yet.</summary>
    public bool IsAnswered => Talked is not null && Line is not (EmergencyLine or "");

    public bool IsOverflowed => Status is "ANSWER" or "CANCEL" && Line == EmergencyLine;

    public override string ToString() =>
        IsAnswered ? string.Create(CultureInfo.InvariantCulture, $"{Line} answered, {Talked?.TotalSeconds:0.0} s") : IsOverflowed ? "overflowed" : "abandoned";

    /// <param name="cells">Of the row that tells a call's end.</param>
    /// <returns>Null where its times or its last column can't be read.</returns>
    public static SwitchCall? Read(IReadOnlyList<string> cells) =>
        cells[^1].Split(':') is [var rang, var status, var answered, var ended] && Moment(cells[2]) is { } from && Moment(cells[4]) is { } to
            ? new(cells[0], from, to, rang, status, Milliseconds(answered) is { } since && Milliseconds(ended) is { } until ? TimeSpan.FromMilliseconds(until - since) : null)
            : null;

    private static long? Milliseconds(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var since) ? since : null;

    private static DateTimeOffset? Moment(string cell) =>
        DateTimeOffset.TryParseExact(cell, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
