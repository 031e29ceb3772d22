using System.Globalization;
using Hotline117.Web.Dispatch.Board;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Dispatch.Regions;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.Dispatch;

public sealed partial class DispatchPage : IDisposable
{
    /// <summary>A page is drawn at most ten times a second, however fast the feed is.</summary>
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource closing = new();
    private bool open;

    [Inject] private LiveBoard Board { get; set; } = null!;
    [Inject] private RegionDirectory Regions { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    private BoardState State { get; set; } = null!;
    private BoardView? View { get; set; }
    private string? Announcement { get; set; }

    protected override void OnInitialized() => Show(Board.Current);

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
        View = state.Live is null ? null : BoardView.From(state.Live, Regions.Current, CultureInfo.CurrentUICulture);
        if (before is not null && View is not null && Arrivals.Newest(before.Waiting, View.Waiting) is { } arrival)
            Announcement = T["Board.NewWaiting", arrival.Region ?? T["Region.unknown"], View.Waiting.Count];
    }

    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
        if (open)
            WebTelemetry.BoardsOpen.Add(-1);
    }
}
