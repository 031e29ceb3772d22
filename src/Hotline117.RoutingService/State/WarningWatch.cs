using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;

namespace Hotline117.RoutingService.State;

/// <summary>Says in the log what may be a mistake in the directory and the roster in force: after each change, and each day, since time alone brings up others.</summary>
internal sealed class WarningWatch(RoutingData data, GeographyInForce geography, TimeProvider time, ILogger<WarningWatch> log) : BackgroundService
{
    private const int MostTold = 20;
    private static readonly TimeSpan _lookEvery = TimeSpan.FromDays(1);

    /// <summary>First the change must act; and several that are made at once are looked at together.</summary>
    private static readonly TimeSpan _gatherFor = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changed = new Bell(time);
        data.Replaced += changed.Ring;
        IReadOnlyList<Warning> told = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            await changed.WaitAsync(_lookEvery, stoppingToken);
            await Task.Delay(_gatherFor, time, stoppingToken);
            var found = data.IsLoaded ? Look() : [];
            if (found.Count > 0 && !found.SequenceEqual(told))
            {
                log.LogWarning("The directory and the roster in force give rise to {Count} warnings: {Warnings}{More}",
                    found.Count, string.Join(" | ", found.Take(MostTold)), found.Count > MostTold ? " | …" : "");
            }

            told = found;
        }
    }

    private IReadOnlyList<Warning> Look()
    {
        var (directory, roster, country) = (data.Current.Directory, data.Current.Roster, geography.Current);
        return Warning.Of(Outlook.Of(roster, directory, country.Regions, country.TravelTimes, time.GetUtcNow()), roster, directory);
    }
}
