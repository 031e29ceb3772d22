using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Web.Dispatch.Board;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Hotline117.Web.Dispatch.Acting;

/// <summary>One call: what is known of it, why it is where it is and, while it waits or the caller talks, what can be done.</summary>
public sealed partial class CallPanel : IDisposable
{
    /// <summary>Who waits is decided for again and again, which the board does not tell.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource closing = new();
    private Act? act;
    private bool loading, failed;
    private (CallPhase? Phase, int? Attempt) askedFor;
    private DateTimeOffset askedAt;

    [Inject] private ActingDesk Desk { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Parameter, EditorRequired] public required string CallId { get; set; }
    [Parameter, EditorRequired] public required BoardView View { get; set; }
    [Parameter, EditorRequired] public required DateTimeOffset Now { get; set; }
    [Parameter, EditorRequired] public required bool MayAct { get; set; }
    /// <summary>The line at which whoever looks sits, as she has last said; null where she has not.</summary>
    [Parameter, EditorRequired] public required string? MyLine { get; set; }
    [Parameter, EditorRequired] public required EventCallback<string?> MyLineChanged { get; set; }
    [Parameter, EditorRequired] public required EventCallback<Act> Done { get; set; }
    [Parameter, EditorRequired] public required EventCallback Closed { get; set; }

    private CallView? Call { get; set; }
    private IReadOnlyList<Explanation>? Decisions { get; set; }
    private IReadOnlyList<Target> Targets { get; set; } = [];
    private IReadOnlyDictionary<string, CentreView> CentresById { get; set; } = new Dictionary<string, CentreView>();

    private DateOnly Today => BishkekTime.DateOf(Now);

    private string Word => Call?.Phase switch { CallPhase.Ringing => "ringing", CallPhase.Talking => "talking", _ => "waiting" };

    private string Title => Call is null ? T["Panel.Call"] : $"{T[$"Phase.{Word}"]} · {Call.Region ?? T["Region.unknown"]}";

    protected override void OnParametersSet()
    {
        Call = View.Find(CallId);
        CentresById = View.Centres.ToDictionary(centre => centre.CentreId);
        Targets = FindTargets();
        if (!loading && ((Call?.Phase, Call?.Attempt) != askedFor || Decisions is null || (Call is not null && Now - askedAt > AskAgainAfter)))
            _ = LoadAsync();
    }

    private async Task LoadAsync()
    {
        (loading, askedFor, askedAt) = (true, (Call?.Phase, Call?.Attempt), Now);
        try
        {
            var decisions = await Desk.ExplainAsync(CallId, (await SignedIn).User, closing.Token);
            (Decisions, failed, loading) = (decisions ?? Decisions, decisions is null, false);
            Targets = FindTargets();
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The panel was closed.
        }
    }

    private IReadOnlyList<Target> FindTargets() =>
        MayAct && Call is { } call && (call.Phase is CallPhase.Waiting || Act.MayBeHandedOver(call)) ? Target.Of(View, Decisions, but: call.LineId) : [];

    private Task Acted(Act done)
    {
        act = null;
        return Done.InvokeAsync(done);
    }

    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
    }
}
