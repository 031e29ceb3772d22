using Hotline117.Contracts;
using Hotline117.Contracts.Live;

namespace Hotline117.AppHost.Watching;

/// <summary>Turns the live feed into one line a call, told when somebody answers, or when it ends before.</summary>
public sealed class RoutedCalls
{
    private readonly Dictionary<string, LiveCall> calls = [];

    public void Reset(LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        calls.Clear();
        foreach (var call in snapshot.Calls)
        {
            calls[call.CallId] = call;
        }
    }

    public IReadOnlyList<string> Apply(LiveChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var lines = new List<string>();
        foreach (var call in changes.Calls)
        {
            if (call.Phase == CallPhase.Talking && calls.GetValueOrDefault(call.CallId)?.Phase != CallPhase.Talking)
            {
                lines.Add(Line(call, $"{Rang(call)} · talking after {Seconds(call.PhaseSince - call.ReceivedAt)}"));
            }

            calls[call.CallId] = call;
        }

        foreach (var ended in changes.EndedCallIds)
        {
            if (calls.Remove(ended, out var call) && call.Phase is CallPhase.Waiting or CallPhase.Ringing)
            {
                lines.Add(Line(call, $"{Rang(call)} · the caller hung up after {Seconds(changes.At - call.ReceivedAt)}"));
            }
        }

        return lines;
    }

    private static string Line(LiveCall call, string what) => $"{call.ReceivedAt.ToLocalTime():HH:mm:ss}  {From(call)} → {what}";

    private static string From(LiveCall call) => $"{call.Region ?? "region unknown"}{Source(call.RegionSource)}";

    private static string Source(RegionSource source) => source switch
    {
        RegionSource.AreaCode => " (area code)",
        RegionSource.Trunk => " (trunk)",
        RegionSource.CarrierLocation => " (carrier's location)",
        RegionSource.Keypad => " (keypad)",
        _ => "",
    };

    private static string Rang(LiveCall call) =>
        call.LineId is null ? "waiting"
        : (call.Phase == CallPhase.Talking ? call.LineId : $"ringing {call.LineId}")
            + (call.Attempt > 1 ? $" at the {Ordinal(call.Attempt)} attempt" : "")
            + (call.Source == OfferSource.SwitchFallback ? " (the switch alone)" : "");

    private static string Ordinal(int number) => number switch { 2 => "2nd", 3 => "3rd", _ => $"{number}th" };

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.0} s");
}
