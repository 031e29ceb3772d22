using System.Globalization;

namespace Hotline117.Web.Statistics.Charts;

/// <summary>SVG knows the decimal point alone, whatever the reader's language.</summary>
internal static class Svg
{
    public static string At(double length) => length.ToString("0.##", CultureInfo.InvariantCulture);
}
