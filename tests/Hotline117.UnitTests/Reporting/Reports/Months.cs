using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics.Publication;

namespace Hotline117.UnitTests.Reporting.Reports;

/// <summary>Published months to make reports of.</summary>
internal static class Months
{
    public static MonthPublication Of(int month, IReadOnlyDictionary<string, long> cells) => new(
        new DateTimeOffset(2026, month, 4, 3, 0, 0, TimeSpan.Zero).AddMonths(1),
        new(
            new(2026, month, 1), cells.Count > 0, 20, 5, FigureDefinitions.VersionsOf(new(2026, month, 1)), cells,
            new Dictionary<string, IReadOnlyDictionary<string, double?>> { [""] = new Dictionary<string, double?> { ["answerSecondsMean"] = 10 + month, ["answerSecondsP90"] = 30 + month } }));

    /// <summary>A month in which everything is shown but the nuisances, if so wished.</summary>
    public static MonthPublication Full(int month, bool withNuisances = true)
    {
        var cells = new Dictionary<string, long>
        {
            [""] = 1000 + month,
            ["outcome=answered"] = 900 + month,
            ["outcome=abandoned"] = 70,
            ["outcome=overflowed"] = 20,
            ["outcome=indeterminate"] = 10,
            ["abandonedAfter=short"] = 30,
            ["abandonedAfter=long"] = 40,
            ["promptness=inTime"] = 800,
            ["promptness=later"] = 100 + month,
            ["region=bishkek"] = 600,
            ["region=osh"] = 300,
            ["region=unknown"] = 100 + month,
            ["hourOfDay=09"] = 400,
            ["hourOfDay=21"] = 600 + month,
            ["weekday=1"] = 500,
            ["weekday=7"] = 500 + month,
            ["language=ky"] = 700,
            ["language=ru"] = 300 + month,
            ["help=legal"] = 500,
            ["help=psychological"] = 250,
            ["help=silent"] = 60,
            ["help=wrong-number"] = 50,
            ["help=unknown"] = 100 + month,
            ["risk=high"] = 100,
            ["referral=crisis-centre"] = 90,
        };
        if (withNuisances)
        {
            cells["help=nuisance"] = 40;
        }

        return Of(month, cells);
    }
}
