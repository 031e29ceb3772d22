using System.Globalization;
using Hotline117.Routing;

namespace Hotline117.RoutingService.Api;

/// <summary>A moment in a query: a date or a time without an offset is on the clock of Asia/Bishkek.</summary>
internal static class LocalMoment
{
    private const string Example = "write it like 2026-12-31, 2026-12-31T20:00 or 2026-12-31T14:00Z, between the years 2000 and 2100";

    /// <returns>On the clock of Asia/Bishkek; null with what is wrong where the text is no such moment.</returns>
    public static (DateTime? Moment, string? Wrong) Read(string? text, DateTimeOffset otherwise)
    {
        if (text is null)
        {
            return (BishkekTime.ToLocal(otherwise), null);
        }

        string[] local = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];
        DateTime? moment =
            DateTime.TryParseExact(text, local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var there) ? there
            : DateTimeOffset.TryParseExact(text, ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
                ? BishkekTime.ToLocal(instant)
            : null;
        return moment is { Year: >= 2000 and <= 2100 } ? (moment, null) : (null, $"'{text}' is no moment: {Example}");
    }
}
