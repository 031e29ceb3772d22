using Microsoft.AspNetCore.Http.Extensions;

namespace Hotline117.Web.Statistics.Staffing;

/// <summary>One value of the form and of the page's address. ReportingService knows it by the same name, and says whether it makes sense.</summary>
/// <param name="Usual">What stands in the form of a page that nothing was asked of yet.</param>
public sealed record StaffingField(string Name, string Value, bool IsRequired, string Usual);

/// <summary>What the page of the what-if was asked, as it was written.</summary>
public sealed record StaffingQuery(IReadOnlyList<StaffingField> Fields)
{
    public const string Path = "/statistics/staffing";

    /// <summary>An address with more than this is none of our form's.</summary>
    private const int LongestValue = 1500;

    public bool IsAsked => Fields.Any(each => each.Value.Length > 0);

    /// <summary>What ReportingService is asked.</summary>
    public string Asked => Written(Fields);

    /// <summary>This page's own address of a file with the same answer.</summary>
    public string FileAddress(string format) => $"{Path}.{format}{Asked}";

    /// <summary>The same, to be answered in another format than JSON.</summary>
    public StaffingQuery As(string format) => new([.. Fields, new("format", format, IsRequired: false, "")]);

    public static StaffingQuery Read(IQueryCollection written)
    {
        StaffingField Field(string name, bool isRequired, string usual) => StaffingQuery.Field(written, name, isRequired, usual);
        return new(
        [
            Field("calls", isRequired: true, ""), Field("handleSeconds", isRequired: true, ""), Field("patienceSeconds", isRequired: false, ""),
            Field("counsellors", isRequired: false, ""), Field("thresholdSeconds", isRequired: false, "20"), Field("serviceLevel", isRequired: false, "0.8"),
        ]);
    }

    public static StaffingField Field(IQueryCollection written, string name, bool isRequired, string usual)
    {
        ArgumentNullException.ThrowIfNull(written);
        return new(name, Shortened(written[name].ToString().Trim()), isRequired, usual);
    }

    /// <summary>As an address has it, from its question mark on.</summary>
    public static string Written(IEnumerable<StaffingField> fields) =>
        new QueryBuilder(fields.Where(each => each.Value.Length > 0).Select(each => KeyValuePair.Create(each.Name, each.Value))).ToQueryString().Value ?? "";

    private static string Shortened(string value) => value.Length > LongestValue ? value[..LongestValue] : value;
}
