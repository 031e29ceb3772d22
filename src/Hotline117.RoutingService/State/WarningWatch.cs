using Hotline117.Routing.Rosters;

namespace Hotline117.RoutingService.State;

/// <summary>Says in the log what may be a mistake in the directory and the roster in force: after each change, and each day, since time alone brings up others.</summary>
internal sealed class WarningWatch(RoutingData data, TimeProvider time, ILogger<WarningWatch> log) : BackgroundService
{
    private const int MostTold = 20;
    private static readonly TimeSpan _lookEvery = TimeSpan.FromDays(1);

    /// <summary>First the change must act; and several that are made at once are looked at together.</summary>
    private static readonly TimeSpan _gatherFor = TimeSpan.FromSeconds(5);

    private readonly Bell _changed = new(time);
    private List<string> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        data.Replaced += _changed.Ring;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_gatherFor, time, stoppingToken);
            try
            {
                Look();
            }
            catch (Exception e)
            {
                // Nothing that is only told may stop the router.
                log.LogError(e, "The directory and the roster can't be looked at for mistakes.");
            }

            await _changed.WaitAsync(_lookEvery, stoppingToken);
        }
    }

    private void Look()
    {
        if (!data.IsLoaded)
        {
            return;
        }

        var now = data.Current;
        var outlook = Outlook.Of(now.Roster, now.Directory, data.Regions, now.TravelTimes, time.GetUtcNow());
        List<string> found = [.. Warning.Of(outlook, now.Roster, now.Directory).Select(warning => warning.ToString())];
        if (found.Count > 0 && !found.SequenceEqual(_told))
        {
            log.LogWarning("The directory and the roster in force give rise to {Count} warnings: {Warnings}{More}",
                found.Count, string.Join(" | ", found.Take(MostTold)), found.Count > MostTold ? " | …" : "");
        }

        _told = found;
    }
}
