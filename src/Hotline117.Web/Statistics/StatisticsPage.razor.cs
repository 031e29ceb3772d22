using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.Statistics;

public sealed partial class StatisticsPage
{
    [Inject] private StatisticsClient Client { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [CascadingParameter] private HttpContext Context { get; set; } = null!;
    [SupplyParameterFromQuery] private string? From { get; set; }
    [SupplyParameterFromQuery] private string? To { get; set; }
    [SupplyParameterFromQuery] private string? By { get; set; }

    private DateOnly Today => BishkekTime.DateOf(Time.GetUtcNow());
    private StatisticsQuery? Query { get; set; }
    private CallStatistics? Calls { get; set; }
    private string? Fault { get; set; }

    protected override async Task OnInitializedAsync()
    {
        (Query, Fault) = StatisticsQuery.Parse(From, To, By, Today);
        if (Query is null)
        {
            Context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        Calls = await Client.CallsAsync(Query, Context.RequestAborted);
        if (Calls is null)
        {
            Fault = "Statistics.Fault.Unreachable";
            Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
