using Hotline117.Contracts;
using Hotline117.RoutingService.Inbound;
using Hotline117.RoutingService.Live;

namespace Hotline117.RoutingService;

/// <summary>
/// How a router leaves that is asked to: before anything else stops it takes no more signals, which the others hear as well, and finishes those that it has
/// begun, so that no line is reserved for a caller whom nobody then sends there. It says what it leaves behind.
/// </summary>
internal sealed class Departure(SignalQueue signals, LiveBoard board, ILogger<Departure> log) : IHostedLifecycleService
{
    /// <summary>Longer than any answer to a caller may take; what waits for a store that is away is told anew by the switch.</summary>
    private static readonly TimeSpan _finishWithin = TimeSpan.FromSeconds(5);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var unhandled = await signals.FinishAsync(_finishWithin);
        var calls = board.Calls.ToLookup(call => call.Phase);
        log.LogInformation(
            "Stops, and leaves to the other routers and the switches: {Waiting} callers who wait, {Ringing} for whom a line rings, {Talking} who talk; {Unhandled} signals not handled.",
            calls[CallPhase.Waiting].Count(), calls[CallPhase.Ringing].Count(), calls[CallPhase.Talking].Count(), unhandled);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
