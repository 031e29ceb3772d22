using System.Globalization;
using Hotline117.Contracts;

namespace Hotline117.Web.Shared;

public static class LocalizedTextReading
{
    /// <summary>In the reader's language; where that is unknown, in the nearest that is known.</summary>
    public static string In(this LocalizedText text, CultureInfo language) => language.TwoLetterISOLanguageName switch
    {
        "ky" => text.Ky ?? text.Ru ?? text.En,
        "ru" => text.Ru ?? text.En,
        _ => text.En,
    };
}
