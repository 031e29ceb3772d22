using Hotline117.Routing.Regions;
using PhoneNumbers;

namespace Hotline117.RoutingService.Inbound;

/// <summary>Learns a caller's region from the number that the trunk presents. The number itself goes no further than this.</summary>
public static class CallerNumber
{
    private const string Country = "KG";
    private const int CountryCode = 996;
    private const int NationalDigits = 9;

    /// <summary>Shorter ones are services', or an exchange's own.</summary>
    private const int FewestDigits = 7;

    /// <summary>Trunks send the number in many forms; none that people use is longer.</summary>
    public const int MaxLength = 40;

    /// <param name="presented">As it came, with any punctuation: <c>+996…</c>, <c>996…</c>, <c>00996…</c>, <c>0312…</c>, <c>8 (0312) …</c>,
    /// <c>312…</c>; or null, empty, "anonymous" or anything else.</param>
    /// <returns>Unknown for whatever is no fixed line of Kyrgyzstan: a mobile number tells nothing about the region.</returns>
    public static CallerRegion RegionOf(string? presented, AreaCodes areaCodes) =>
        CallerRegion.ByAreaCode(NationalNumber(presented), areaCodes);

    /// <param name="presented">As for <see cref="RegionOf"/>.</param>
    /// <returns>The number in one form, however it was presented: country code and national number. Null for what is no subscriber's number, such as none,
    /// a short one, or the zeros that some exchanges send in place of a number that is withheld.</returns>
    public static string? OfOnePerson(string? presented) => Parse(presented) is var (country, national)
        && national.Length >= FewestDigits && national.AsSpan().ContainsAnyExcept(national[0]) ? $"{country}{national}" : null;

    /// <summary>Nine digits, or null.</summary>
    private static string? NationalNumber(string? presented) =>
        Parse(presented) is (CountryCode, { Length: NationalDigits } national) ? national : null;

    private static (int Country, string National)? Parse(string? presented)
    {
        if (presented is null or { Length: > MaxLength })
            return null;
        var dialled = WithoutLongDistancePrefix(presented.Trim());
        try
        {
            var parsed = PhoneNumberUtil.GetInstance().Parse(dialled, Country);
            return (parsed.CountryCode, PhoneNumberUtil.GetInstance().GetNationalSignificantNumber(parsed));
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>Old exchanges send 8, the Soviet prefix for long distance, before the area code: <c>8 (0312) …</c>.
    /// libphonenumber takes it for part of the number.</summary>
    private static string WithoutLongDistancePrefix(string dialled)
    {
        var digits = string.Concat(dialled.Where(char.IsAsciiDigit));
        return digits.StartsWith("80", StringComparison.Ordinal) && digits.Length == NationalDigits + 2 ? digits[1..] : dialled;
    }
}
