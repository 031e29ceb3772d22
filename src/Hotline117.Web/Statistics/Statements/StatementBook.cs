using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.Files;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Hotline117.Web.Statistics.Statements;

/// <summary>A centre's statement as a workbook: its months with their sum, and what each column means.</summary>
public sealed class StatementBook(LiveBoard board, IStringLocalizer<Texts> texts)
{
    public static IReadOnlyList<string> Columns { get; } = ["Offered", "Answered", "EndNotSeen", "Minutes", "HoursOnDuty", "HoursReady", "HoursSeen"];

    public byte[] Bytes(StatementQuery query, CentreStatement statement)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(statement);
        return Workbook.Bytes(
            (texts["Statements.Title"],
            [
                [$"{NameOf(statement.Centre, board)}: {StatisticsQuery.Text(query.First)} – {StatisticsQuery.Text(query.Last)}"],
                [],
                [texts["Statements.Month"].Value, .. Columns.Select(column => texts[$"Statements.{column}"].Value)],
                .. statement.Months.Select(row => Line(StatisticsQuery.Text(BishkekTime.DateOf(row.From)), row)),
                Line(texts["Statistics.Total"], statement.Total),
                [],
                [texts["Statistics.Zone"].Value],
            ]),
            (texts["Statistics.Definitions"], Columns.Select(column => new object?[] { texts[$"Statements.{column}"].Value, texts[$"Statements.{column}.Meaning"].Value })));
    }

    /// <returns>A count of calls as a whole number, else a number of minutes or hours; null where it is not known.</returns>
    public static object? Figure(CentreStatementRow row, string column)
    {
        ArgumentNullException.ThrowIfNull(row);
        return column switch
        {
            "Offered" => row.Offered,
            "Answered" => row.Answered,
            "EndNotSeen" => row.EndNotSeen,
            "Minutes" => row.TalkSeconds / 60,
            "HoursSeen" => row.HoursSeen,
            // Where nobody looked it is not known, which is not none.
            _ when row.HoursSeen == 0 => null,
            "HoursOnDuty" => row.HoursOnDuty,
            _ => row.HoursReady,
        };
    }

    public static string NameOf(string id, LiveBoard board)
    {
        ArgumentNullException.ThrowIfNull(board);
        return board.Current.Live?.Centres.GetValueOrDefault(id)?.Name.In(CultureInfo.CurrentUICulture) ?? id;
    }

    private static object?[] Line(string name, CentreStatementRow row) => [name, .. Columns.Select(column => Figure(row, column) ?? FigureText.NoData)];
}
