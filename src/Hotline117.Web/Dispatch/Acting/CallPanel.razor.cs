using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Web.Dispatch.Board;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.Dispatch.Acting;

/// <summary>One call: what is known of it, why it is where it is and, while it waits, what can be done.</summary>
public sealed partial class CallPanel : IDisposable
{
    private const int FewTargets = 6;
    private const int MostTargets = 40;

    /// <summary>Who waits is decided for again and again, which the board does not tell.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(3);

    private sealed record Target(CentreView Centre, LineView Line, int? Minutes);

    private readonly CancellationTokenSource closing = new();
    private Act? act;
    private string filter = "";
    private bool loading, failed;
    private (CallPhase? Phase, int? Attempt) askedFor;
    private DateTimeOffset askedAt;

    [Inject] private ActingDesk Desk { get; set; } = null!;
    [Parameter, EditorRequired] public required string CallId { get; set; }
    [Parameter, EditorRequired] public required BoardView View { get; set; }
    [Parameter, EditorRequired] public required DateTimeOffset Now { get; set; }
    [Parameter, EditorRequired] public required bool MayAct { get; set; }
    [Parameter, EditorRequired] public required EventCallback<Act> Done { get; set; }
    [Parameter, EditorRequired] public required EventCallback Closed { get; set; }

    private CallView? Call { get; set; }
    private IReadOnlyList<Explanation>? Decisions { get; set; }
    private IReadOnlyList<Target> Targets { get; set; } = [];
    private IReadOnlyDictionary<string, CentreView> CentresById { get; set; } = new Dictionary<string, CentreView>();

    private List<Target> FreeTargets => [.. Targets.Where(target => target.Line.Free > 0)];

    private List<Target> OtherTargets => [.. Targets.Where(target => target.Line.Free == 0)];

    private DateOnly Today => BishkekTime.DateOf(Now);

    private string Word => Call?.Phase switch { CallPhase.Ringing => "ringing", CallPhase.Talking => "talking", _ => "waiting" };

    private string Title => Call is null ? T["Panel.Call"] : $"{T[$"Phase.{Word}"]} · {Call.Region ?? T["Region.unknown"]}";

    protected override void OnParametersSet()
    {
        Call = View.Find(CallId);
        CentresById = View.Centres.ToDictionary(centre => centre.CentreId);
        Targets = MayAct && Call is { Phase: CallPhase.Waiting } ? FindTargets() : [];
        if (!loading && ((Call?.Phase, Call?.Attempt) != askedFor || Decisions is null || (Call is not null && Now - askedAt > AskAgainAfter)))
            _ = LoadAsync();
    }

    private async Task LoadAsync()
    {
        (loading, askedFor, askedAt) = (true, (Call?.Phase, Call?.Attempt), Now);
        try
        {
            var decisions = await Desk.ExplainAsync(CallId, closing.Token);
            (Decisions, failed, loading) = (decisions ?? Decisions, decisions is null, false);
            Targets = Targets.Count == 0 ? Targets : FindTargets();
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The panel was closed.
        }
    }

    /// <summary>Lines on shift: those that can be rung first, each in the order in which the policy has last considered them.</summary>
    private List<Target> FindTargets()
    {
        var ranks = (Decisions is { Count: > 0 } ? Decisions[^1].Considered : []).Index().ToDictionary(line => line.Item.LineId, line => (line.Index, line.Item.TravelMinutes));
        return
        [
            .. View.Centres.SelectMany(centre => centre.Lines, (centre, line) => new Target(centre, line, ranks.GetValueOrDefault(line.LineId).TravelMinutes))
                .Where(target => target.Line.OnShift)
                .OrderBy(target => target.Line.Free == 0)
                .ThenBy(target => ranks.TryGetValue(target.Line.LineId, out var rank) ? rank.Index : int.MaxValue)
                .ThenBy(target => target.Line.LineId, StringComparer.Ordinal),
        ];
    }

    private bool IsFound(Target target) =>
        filter.Length == 0 || $"{target.Centre.Name} {target.Centre.Town} {target.Centre.Region} {target.Line.LineId}".Contains(filter.Trim(), StringComparison.CurrentCultureIgnoreCase);

    private static string Named(CentreView centre, LineView line) => $"{centre.Name} ({line.LineId})";

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
