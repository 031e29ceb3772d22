using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Statistics.Staffing;

/// <summary>A what-if as a workbook: what was asked, the counsellors of each group and how the service level goes with fewer and with more, the formula and all that it assumes.</summary>
public sealed class StaffingBook(RegionDirectory regions, IStringLocalizer<Texts> texts)
{
    private static readonly string[] Columns = ["Group", "Calls", "Load", "Counsellors", "ServiceLevel", "Waits", "Wait", "Abandoned", "Occupancy"];

    public byte[] Bytes(StaffingQuery query, StaffingAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(answer);
        return Workbook.Bytes(
            (texts["Staffing.Table"],
            [
                [texts["Staffing.Goal", answer.ServiceLevel.ToString("P1", CultureInfo.CurrentCulture), answer.AnsweredWithinSeconds, answer.ShortAbandonSeconds].Value],
                .. query.Fields.Where(field => field.Value.Length > 0).Select(field => (object?[])[texts[$"Staffing.Field.{field.Name}"].Value, field.Value]),
                .. answer is { Pooled: { } pool, Saved: { } saved } ? (object?[][])[[texts["Staffing.Saved", answer.Groups.Sum(group => group.Fewest), pool.Fewest, saved].Value]] : [],
                [],
                [.. Columns.Select(column => texts[$"Staffing.Column.{column}"].Value), ""],
                .. StaffingTable.Shown(answer).SelectMany(group => Lines(group, answer)),
            ]),
            (texts["Staffing.Formula"], Meaning(answer.Model)));
    }

    private IEnumerable<object?[]> Lines(StaffingGroup calls, StaffingAnswer answer) =>
        (calls.Given is { } given ? calls.Rows.Append(given) : calls.Rows).DistinctBy(row => row.Counsellors).OrderBy(row => row.Counsellors).Select(row => (object?[])
        [
            StaffingTable.NameOf(calls, answer, texts, regions.Current), calls.CallsPerHour, calls.LoadErlangs, row.Counsellors, row.ServiceLevel, row.WaitProbability,
            row.AnswerSecondsMean is { } wait ? wait : texts["Staffing.Endless"].Value,
            answer.Model is StaffingModel.ErlangC ? FigureText.NoData : row.Abandoned,
            row.Occupancy,
            string.Join(", ", new[] { (row.Counsellors == calls.Fewest, "Fewest"), (row.Counsellors == calls.Given?.Counsellors, "Given") }.Where(kind => kind.Item1).Select(kind => texts[$"Staffing.Row.{kind.Item2}"].Value)),
        ]);

    private IEnumerable<IReadOnlyList<object?>> Meaning(StaffingModel model) =>
    [
        [texts["Staffing.Symbols"].Value],
        [model is StaffingModel.ErlangC ? "Erlang C" : "Erlang A", texts[$"Staffing.{model}"].Value, StaffingMeaning.FormulaOf(model)],
        [],
        [texts["Staffing.Assumptions"].Value],
        .. texts["Staffing.Assumptions.List"].Value.Split('|').Select(assumption => new object?[] { assumption }),
    ];
}
