using Hotline117.BrowserTests.Chromium;
using Hotline117.Contracts;
using Hotline117.Contracts.Statistics;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Microsoft.AspNetCore.Http;

namespace Hotline117.BrowserTests.World;

/// <summary>The web process before months that ReportingService's own code has published and answers from.</summary>
public sealed class ChartWorld(Browser browser) : WebWorld(browser)
{
    public override async ValueTask InitializeAsync()
    {
        Publish();
        await base.InitializeAsync();
    }

    public void Publish() => (Routing.Figures, Routing.Forecast, Routing.Reports) = (Figures, PublishedYear.Forecast, PublishedYear.Reports);

    /// <summary>As a hotline that has just begun.</summary>
    public void PublishNothing() => Routing.Reports = [];

    private static IResult Figures(IQueryCollection query)
    {
        var errors = new Dictionary<string, string[]>();
        var filters = query.Where(each => CallAttribute.Dimensions.Contains(each.Key)).ToDictionary(each => each.Key, each => each.Value.ToString());
        return FigureQuery.ReadPublished(query["from"], query["to"], query["by"], filters, PublishedYear.Last, errors) is { } asked
            ? Results.Json(Table(asked, query["per"] == "period"), ContractJson.Options)
            : Results.ValidationProblem(errors);
    }

    private static FigureTable Table(FigureQuery asked, bool isAddedUp)
    {
        var byMonth = PublishedFigures.Table(asked, null, [.. asked.Months().Select(month => PublishedYear.Months[month])]);
        return isAddedUp ? PeriodFigures.Of(byMonth) : byMonth;
    }
}
