using System.ComponentModel;
using Hotline117.Contracts.Statistics;
using Microsoft.AspNetCore.Mvc;

namespace Hotline117.ReportingService.Api;

/// <summary>What may be asked of <c>/api/v1/statistics/figures</c>. Whatever is named like an attribute of a call is a filter.</summary>
public sealed class FigureParameters
{
    public const int MostRows = 5000;
    private const int UsualRows = 1000;

    [FromQuery(Name = "from"), Description("The first month, such as 2026-01. Default: the last that is published. In the exact view a date or an instant with an offset.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("The last month, itself counted. Default: the last that is published. In the exact view a date or an instant, itself not counted.")]
    public string? To { get; init; }

    [FromQuery(Name = "by"), Description("What the calls are grouped by, with commas between them: region, hourOfDay, weekday, language, help, risk, referral, travelTime (how far by road the nearest centre is from the caller's region; published by itself or with outcome alone), outcome, centre, waitedInTime, waitedLater (how long answered callers waited, of those answered in time and of the others). At most two where published. Default: all calls together.")]
    public string? By { get; init; }

    [FromQuery(Name = "per"), Description("month (default): a row of each month. period: the months added up, of which figures can be: exact where each month shows the number, withheld where one does not, with what the others have at least. Not for the exact view, which is of one period anyway.")]
    public string? Per { get; init; }

    [FromQuery(Name = "view"), Description("published (default): whole settled months, small cells withheld. exact: any period and any number of attributes, nothing withheld; not for the ministry.")]
    public string? View { get; init; }

    [FromQuery(Name = "format"), Description(AnswerFormat.Description)]
    public string? Format { get; init; }

    [FromQuery(Name = "limit"), Description("The most rows of an answer, 1 to 5000. Default: 1000.")]
    public string? Limit { get; init; }

    [FromQuery(Name = "offset"), Description("How many rows to leave out from the beginning. Published rows keep their places.")]
    public string? Offset { get; init; }

    [FromQuery(Name = "region"), Description("Only calls from this oblast or city of that level; unknown where it is not known.")]
    public string? Region { get; init; }

    [FromQuery(Name = "hourOfDay"), Description("Only calls received in this hour in Asia/Bishkek, 00 to 23.")]
    public string? HourOfDay { get; init; }

    [FromQuery(Name = "weekday"), Description("Only calls received on this day, 1 (Monday) to 7.")]
    public string? Weekday { get; init; }

    [FromQuery(Name = "language"), Description("Only calls whose caller chose this language.")]
    public string? Language { get; init; }

    [FromQuery(Name = "help"), Description("Only calls of this kind of help.")]
    public string? Help { get; init; }

    [FromQuery(Name = "risk"), Description("Only calls of this risk.")]
    public string? Risk { get; init; }

    [FromQuery(Name = "referral"), Description("Only calls referred there.")]
    public string? Referral { get; init; }

    [FromQuery(Name = TravelBand.Attribute), Description("Only calls from as far as this: upTo30, upTo60, upTo120, upTo240, over240 minutes by road, noRoad, unknown.")]
    public string? TravelTime { get; init; }

    [FromQuery(Name = "outcome"), Description("Only calls that ended so: answered, abandoned, overflowed, indeterminate.")]
    public string? Outcome { get; init; }

    [FromQuery(Name = "centre"), Description("Only calls that this centre answered.")]
    public string? Centre { get; init; }

    [FromQuery(Name = WaitBand.InTime), Description("Only calls answered in time whose caller waited so long: upTo5, upTo10, upTo20, upTo30, upTo60, upTo120, over120 seconds.")]
    public string? WaitedInTime { get; init; }

    [FromQuery(Name = WaitBand.Later), Description("Only calls answered later whose caller waited so long.")]
    public string? WaitedLater { get; init; }

    public IReadOnlyDictionary<string, string> Filters => new (string Name, string? Value)[]
    {
        ("region", Region), ("hourOfDay", HourOfDay), ("weekday", Weekday), ("language", Language), ("help", Help), ("risk", Risk), ("referral", Referral), (TravelBand.Attribute, TravelTime), ("outcome", Outcome), ("centre", Centre),
        (WaitBand.InTime, WaitedInTime), (WaitBand.Later, WaitedLater),
    }.Where(filter => !string.IsNullOrEmpty(filter.Value)).ToDictionary(filter => filter.Name, filter => filter.Value!);

    public bool IsExact => View is "exact";

    public bool IsAddedUp => Per is "period" && !IsExact;

    /// <summary>Adds the faults of everything but the period and the grouping.</summary>
    public (int Limit, int Offset) Check(IEnumerable<string> asked, IDictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        string[] known = ["from", "to", "by", "per", "view", "format", "limit", "offset", .. Statistics.CallAttribute.Dimensions];
        foreach (var name in asked.Except(known, StringComparer.OrdinalIgnoreCase))
        {
            errors[name] = [$"This is not a parameter; there are {string.Join(", ", known)}."];
        }

        OneOf("per", Per, errors, "month", "period");
        OneOf("view", View, errors, "published", "exact");
        AnswerFormat.Check(Format, errors);
        return (Number("limit", Limit, UsualRows, 1, MostRows, errors), Number("offset", Offset, 0, 0, int.MaxValue, errors));
    }

    private static void OneOf(string name, string? value, IDictionary<string, string[]> errors, params string[] known)
    {
        if (!string.IsNullOrEmpty(value) && !known.Contains(value))
        {
            errors[name] = [$"'{name}' is one of {string.Join(", ", known)}."];
        }
    }

    private static int Number(string name, string? text, int otherwise, int least, int most, IDictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        errors[name] = [$"'{name}' is a whole number from {least} to {most}."];
        return otherwise;
    }
}
