namespace Hotline117.Web.Statistics.Charts;

/// <summary>When there will be something to see, where there is nothing yet.</summary>
/// <param name="Month">The month that is published next.</param>
/// <param name="Day">On which it is.</param>
public sealed record FirstPublication(DateOnly Month, DateOnly Day)
{
    public static FirstPublication After(DateOnly today, int settleDays)
    {
        var settling = today.AddDays(-settleDays);
        var month = new DateOnly(settling.Year, settling.Month, 1);
        return new(month, month.AddMonths(1).AddDays(settleDays));
    }
}
