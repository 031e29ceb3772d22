using System.Globalization;

namespace Hotline117.ReportingService.Staffing;

/// <param name="Counsellors">How many it has; null where only the fewest are asked for.</param>
public sealed record GroupAsked(string Name, double CallsPerHour, int? Counsellors);

/// <summary>What is asked of <see cref="StaffingPlan"/>. Its limits keep each answer within some million steps.</summary>
public sealed record StaffingQuestion(IReadOnlyList<GroupAsked> Groups, double HandleSeconds, double? PatienceSeconds, ServiceGoal Goal)
{
    public const int MostGroups = 30;
    public const double MostCallsPerHour = 10_000;
    public const int MostCounsellors = 30_000;
    private const int LongestName = 40;

    /// <param name="calls">A number, or several with commas between them, each with a name before it if wanted: <c>ky:30,ru:12.5</c>.</param>
    /// <param name="counsellors">Of each group in the same order, or nothing.</param>
    /// <returns>Null where there is no group, or a fault.</returns>
    public static IReadOnlyList<GroupAsked>? ReadGroups(string? calls, string? counsellors, IDictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var groups = (calls ?? "").Split(',', StringSplitOptions.TrimEntries).Select(ReadGroup).OfType<GroupAsked>().ToList();
        if (groups.Count != (calls ?? "").Count(sign => sign == ',') + 1 || groups.DistinctBy(group => group.Name).Count() < groups.Count)
        {
            errors["calls"] = [$"'calls' are the calls an hour: a number such as 40, or one for each group with commas between them, such as ky:30,ru:12.5; above 0, each name once, of letters, digits, - and _, {LongestName} at most."];
        }
        else if (groups.Count > MostGroups || groups.Sum(group => group.CallsPerHour) > MostCallsPerHour)
        {
            errors["calls"] = [$"'calls' are at most {MostGroups} groups and {MostCallsPerHour:0} calls an hour together."];
        }

        return ReadCounsellors(counsellors, groups, errors);
    }

    private static List<GroupAsked>? ReadCounsellors(string? counsellors, List<GroupAsked> groups, IDictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(counsellors))
        {
            return errors.ContainsKey("calls") ? null : groups;
        }

        var given = counsellors.Split(',', StringSplitOptions.TrimEntries)
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostCounsellors ? number : 0).ToList();
        if (given.Contains(0))
        {
            errors["counsellors"] = [$"'counsellors' are whole numbers from 1 to {MostCounsellors}, with commas between them: one for each group."];
        }
        else if (!errors.ContainsKey("calls") && given.Count != groups.Count)
        {
            errors["counsellors"] = [$"'counsellors' names {given.Count} numbers and 'calls' {groups.Count} groups; give one for each group, in the same order."];
        }

        return errors.ContainsKey("calls") || errors.ContainsKey("counsellors") ? null : [.. groups.Zip(given, (group, count) => group with { Counsellors = count })];
    }

    private static GroupAsked? ReadGroup(string text, int index)
    {
        var parts = text.Split(':');
        var name = parts is [var named, _] ? named.Trim() : (index + 1).ToString(CultureInfo.InvariantCulture);
        var isName = name.Length is > 0 and <= LongestName && name.All(sign => char.IsLetterOrDigit(sign) || sign is '-' or '_');
        return parts.Length <= 2 && isName && double.TryParse(parts[^1], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var calls) && calls >= 0.01 && calls <= 1e9
            ? new(name, calls, null) : null;
    }
}
