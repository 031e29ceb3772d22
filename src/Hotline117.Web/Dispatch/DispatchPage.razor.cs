using System.Globalization;
using Hotline117.Hosting.SignIn;
using Hotline117.Web.Dispatch.Acting;
using Hotline117.Web.Dispatch.Board;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;
using Hotline117.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Hotline117.Web.Dispatch;

public sealed partial class DispatchPage : IDisposable
{
    /// <summary>A page is drawn at most ten times a second, however fast the feed is.</summary>
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100);

    private const string MapView = "map";

    private readonly CancellationTokenSource closing = new();
    private bool open;
    private bool roleMayAct;
    private bool pastOpen, callbacksOpen;
    private string? openCall, openCentre;

    /// <summary>At which this person sits, as long as the page is open.</summary>
    private string? myLine;

    /// <summary>The one centre that a coordinator sees; null for whoever sees all.</summary>
    private string? own;

    [Inject] private LiveBoard Board { get; set; } = null!;
    [Inject] private BoardViews Views { get; set; } = null!;
    [Inject] private RegionDirectory Regions { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;

    /// <summary><see cref="MapView"/>, or anything else for the lists. In the address, so that a wall can show it for ever and a change of language keeps it.</summary>
    [SupplyParameterFromQuery(Name = "view")] private string? Shown { get; set; }

    private bool ShowsMap => Shown == MapView && own is null;

    private bool HasNoCentre => own is not null && State.Live is not null && Live is null;

    private BoardState State { get; set; } = null!;
    private BoardView? View { get; set; }

    /// <summary>As far as this person may see it.</summary>
    private LiveState? Live { get; set; }
    private string? Announcement { get; set; }

    /// <summary>What this person has done last.</summary>
    private string? Done { get; set; }

    // Nobody acts on what may no longer be so.
    private bool MayAct => roleMayAct && State.StaleSince is null;

    private bool MayActOnCentre => (roleMayAct || own is not null) && State.StaleSince is null;

    protected override async Task OnInitializedAsync()
    {
        var person = (await SignedIn).User;
        own = OwnCentre.Of(person);
        Show(Board.Current);
        roleMayAct = PageAccess.Act.Split(',').Any(person.IsInRole);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
            return;
        open = true;
        WebTelemetry.BoardsOpen.Add(1);
        _ = FollowAsync();
    }

    // The page pulls. A push from the feed would run in the feed's context and lose the reader's language.
    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                Show(await Board.NextAsync(State, closing.Token));
                StateHasChanged();
                await Task.Delay(BetweenDrawings, Time, closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private void Show(BoardState state)
    {
        var before = View;
        State = state;
        Live = own is null ? state.Live : state.Live?.SeenFrom(own);
        View = own is null ? Views.Of(state, CultureInfo.CurrentUICulture)
            : Live is null ? null : BoardView.From(Live, Regions.Current, CultureInfo.CurrentUICulture, state.Now, View);
        if (before is not null && View is not null && Arrivals.Newest(before.Waiting, View.Waiting) is { } arrival)
            Announcement = T["Board.NewWaiting", arrival.Region ?? T["Region.unknown"], View.Waiting.Count];
    }

    private void OpenCall(string callId) => (openCall, openCentre) = (callId, null);

    private void OpenCentre(string centreId) => (openCall, openCentre) = (null, centreId);

    private void ClosePanel() => (openCall, openCentre) = (null, null);

    // A call has left the queue or moved in it, which is seen on the board; of a centre more may be to do.
    private void Acted(Act act)
    {
        Done = T[$"Act.{act.Name}.Done", act.To ?? ""];
        (openCall, callbacksOpen) = (null, false);
    }

    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
        if (open)
            WebTelemetry.BoardsOpen.Add(-1);
    }
}
