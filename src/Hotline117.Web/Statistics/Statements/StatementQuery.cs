using Hotline117.Web.Shared;

namespace Hotline117.Web.Statistics.Statements;

/// <summary>Whose statement is asked for, of which months: both included.</summary>
public sealed record StatementQuery(string Centre, DateOnly First, DateOnly Last)
{
    public const string Path = "/statistics/statements";

    /// <summary>What ReportingService is asked.</summary>
    public string Asked => $"{Uri.EscapeDataString(Centre)}?from={BishkekTime.Iso(First)}&to={BishkekTime.Iso(Last.AddMonths(1))}";

    /// <summary>This page's own address of a file with the same figures.</summary>
    public string FileAddress(string format) => $"{Path}/{format}?centre={Uri.EscapeDataString(Centre)}&from={StatisticsQuery.Text(First)}&to={StatisticsQuery.Text(Last)}";

    /// <param name="fault">The resource key of what is wrong; null where all is well.</param>
    public static int StatusOf(string? fault) => fault switch
    {
        null => StatusCodes.Status200OK,
        "Statistics.Fault.Unreachable" => StatusCodes.Status503ServiceUnavailable,
        "Statements.Fault.Centre" => StatusCodes.Status404NotFound,
        "Statements.Fault.OtherCentre" or "Own.NoCentre" => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>Without months it is this one.</summary>
    /// <returns>The query, or null with the resource key of what is wrong; null and null where no centre is named.</returns>
    public static (StatementQuery? Query, string? Fault) Parse(string? centre, string? from, string? to, DateOnly today)
    {
        if (string.IsNullOrEmpty(centre))
            return (null, null);
        var (months, fault) = StatisticsQuery.Parse(from, to, null, StatisticsQuery.Exact, today);
        return months is null ? (null, fault) : (new(centre, months.First!.Value, months.Last!.Value), null);
    }
}
