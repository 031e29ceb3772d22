using System.Diagnostics;
using Hotline117.Routing.Calls;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Live;

namespace Hotline117.RoutingService;

/// <summary>
/// A router that was to bring somebody into a conversation may die before it has told the switch, or the switch may not obey. Every replica looks, and the
/// store lets one of them try again.
/// </summary>
internal sealed class OverdueBringIns(LiveBoard board, SignalQueue signals, IReadOnlyList<SwitchSession> switches, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var look = new PeriodicTimer(_lookEvery, time);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            foreach (var call in board.Calls.Where(call => CallBringIn.IsOverdue(call, now)))
            {
                if (switches.ControlOf(call.CallId) is { } control)
                {
                    Activity.Current = null;
                    await signals.EnqueueAsync(new BringInOverdue(call.CallId, now), control, cause: null, stoppingToken);
                }
            }
        }
    }
}
