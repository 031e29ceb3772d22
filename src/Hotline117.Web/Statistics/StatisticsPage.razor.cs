using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
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
    [SupplyParameterFromQuery] private string? View { get; set; }

    private StatisticsQuery? Query { get; set; }
    private ShownFigures? Shown { get; set; }
    private string? Fault { get; set; }

    private bool MaySeeExact => Context.User.IsIn(PageAccess.ExactStatistics);

    protected override async Task OnInitializedAsync()
    {
        (Query, Fault) = StatisticsQuery.Parse(From, To, By, View, BishkekTime.DateOf(Time.GetUtcNow()));
        if (Query is { IsExact: true } && !MaySeeExact)
            (Query, Fault) = (null, "Statistics.Fault.NotForYou");
        if (Query is not null)
            (Shown, Fault) = await Client.FiguresAsync(Query, Context.RequestAborted);
        Context.Response.StatusCode = Fault switch
        {
            null => StatusCodes.Status200OK,
            "Statistics.Fault.Unreachable" => StatusCodes.Status503ServiceUnavailable,
            "Statistics.Fault.NotForYou" => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status400BadRequest,
        };
    }
}
