using Hotline117.Web.Dispatch.Acting;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Hotline117.Web.Dispatch.Alarms;

/// <summary>What lasts now: those that nobody has acknowledged, and behind one line those that somebody has.</summary>
public sealed partial class AlarmStrip
{
    /// <summary>More than these would push the callers off the screen.</summary>
    private const int MostShown = 4;

    private static readonly TimeSpan FaultShownFor = TimeSpan.FromSeconds(20);

    private HashSet<string>? told;
    private DateTimeOffset faultAt;
    private string? newWarning, newCritical, fault;

    [Inject] private ActingDesk Desk { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Parameter, EditorRequired] public required IReadOnlyList<AlarmView> Alarms { get; set; }
    [Parameter, EditorRequired] public required DateTimeOffset Now { get; set; }
    [Parameter, EditorRequired] public required bool MayAct { get; set; }
    [Parameter, EditorRequired] public required EventCallback PastOpened { get; set; }

    private List<AlarmView> Unseen { get; set; } = [];
    private List<AlarmView> Seen { get; set; } = [];
    private DateOnly Today => BishkekTime.DateOf(Now);
    private EventCallback<string> Acknowledge => EventCallback.Factory.Create<string>(this, AcknowledgeAsync);

    // Who has just opened the board reads what there is; only what comes later is said aloud, and what is critical interrupts.
    protected override void OnParametersSet()
    {
        (Unseen, Seen) = ([.. Alarms.Where(alarm => alarm.Alarm.Acknowledged is null)], [.. Alarms.Where(alarm => alarm.Alarm.Acknowledged is not null)]);
        var news = Unseen.Where(alarm => told?.Contains(alarm.Alarm.Key) is false).ToLookup(alarm => alarm.IsCritical, alarm => alarm.Text);
        if (news[true].Any())
            newCritical = T["Alarms.New", string.Join(" ", news[true])];
        if (news[false].Any())
            newWarning = T["Alarms.New", string.Join(" ", news[false])];
        if (Now - faultAt > FaultShownFor)
            fault = null;
        told = [.. Unseen.Select(alarm => alarm.Alarm.Key)];
    }

    private async Task AcknowledgeAsync(string key)
    {
        var outcome = await Desk.DoAsync(Act.Acknowledge(key), new Written(""), (await SignedIn).User);
        (fault, faultAt) = (outcome is ActOutcome.Done ? null : outcome.InWords(T), Now);
    }
}
