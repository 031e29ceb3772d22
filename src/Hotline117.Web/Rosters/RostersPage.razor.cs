using System.Globalization;
using Hotline117.Contracts.Rosters;
using Hotline117.Hosting.SignIn;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.Rosters;

/// <summary>A week of the roster: who is on duty when, and which region has no cover.</summary>
public sealed partial class RostersPage
{
    /// <summary>What moves an entry that has the focus; see calendar.js.</summary>
    private const string Keys = "ArrowLeft ArrowRight ArrowUp ArrowDown Shift+ArrowLeft Shift+ArrowRight";

    [Inject] private RosterClient Client { get; set; } = null!;
    [Inject] private LiveBoard Board { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [CascadingParameter] private HttpContext Context { get; set; } = null!;

    /// <summary>The name in the address.</summary>
    [SupplyParameterFromQuery(Name = "week")] private string? WeekAsked { get; set; }
    [SupplyParameterFromQuery] private string? Centre { get; set; }
    [SupplyParameterFromQuery] private bool Saved { get; set; }

    private DateOnly Today { get; set; }
    private DateOnly Monday { get; set; }
    private bool IsPast { get; set; }
    private bool MayEdit { get; set; }

    /// <summary>The one centre that a coordinator sees; null for whoever sees all.</summary>
    private string? Own { get; set; }
    private RosterWeek? Week { get; set; }
    private CoverAhead? Cover { get; set; }

    private IEnumerable<(string Id, string Name)> Centres =>
        (Board.Current.Live?.Centres.Keys ?? []).Where(id => Own is null || id == Own).Select(id => (id, NameOf(id))).OrderBy(centre => centre.Item2, StringComparer.CurrentCulture);

    protected override async Task OnInitializedAsync()
    {
        var now = Time.GetUtcNow();
        Today = BishkekTime.DateOf(now);
        Monday = RosterWeekView.Read(WeekAsked, Today);
        MayEdit = Context.User.IsIn(PageAccess.EditRosters);
        Own = OwnCentre.Of(Context.User);
        if (Own is OwnCentre.NoneYet || (Own is not null && !string.IsNullOrEmpty(Centre) && Centre != Own))
        {
            Context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        Week = await Client.WeekAsync(Context.User, Monday, string.IsNullOrEmpty(Centre) ? null : Centre, Context.RequestAborted);
        var (start, end) = (BishkekTime.StartOf(Monday), BishkekTime.StartOf(Monday.AddDays(7)));
        IsPast = end <= now;
        Cover = IsPast || Own is not null ? null : await Client.CoverAsync(start > now ? start : now, end, Context.RequestAborted);
        if (Week is null)
            Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }

    private string NameOf(string id) => Board.Current.Live?.NameOf(id, CultureInfo.CurrentUICulture) ?? id;

    private string DayName(DateOnly date) => $"{T[$"Day.{RosterEntry.Weekdays[((int)date.DayOfWeek + 6) % 7]}"]} {Date(date)}";

    private string Here(DateOnly monday) => $"{PageAccess.RostersPath}?week={BishkekTime.Iso(monday)}{(string.IsNullOrEmpty(Centre) ? "" : $"&centre={Uri.EscapeDataString(Centre)}")}";

    private string New(EntryKind kind, string centre) => $"{EntryPage.Path}?kind={kind}&centre={Uri.EscapeDataString(centre)}&week={BishkekTime.Iso(Monday)}";

    private string Change(bool isException, string id) => $"{EntryPage.Path}?{(isException ? "exception" : "shift")}={Uri.EscapeDataString(id)}&week={BishkekTime.Iso(Monday)}";

    private static string Date(DateOnly date) => date.ToString("dd.MM.", CultureInfo.InvariantCulture);
}
