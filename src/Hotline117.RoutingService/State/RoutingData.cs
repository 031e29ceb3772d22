using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>
/// The directory, the roster, the policy and the geography that decisions are made from: read from Redis at each change, at the latest each second, replaced as a whole.
/// What can't be read leaves the last good ones in force.
/// </summary>
internal sealed class RoutingData(
    DirectoryStore store, IConnectionMultiplexer redis, GeographyInForce geography, TimeProvider time, ILogger<RoutingData> log) : BackgroundService
{
    private static readonly TimeSpan _checkEvery = TimeSpan.FromSeconds(1);

    private readonly Bell _changed = new(time);
    private readonly Lock _gate = new();
    private volatile RoutingSnapshot _current = With(
        geography.Current, new(CentreDirectory.Empty, Roster.Empty, RoutingPolicy.Default, geography.Current.TravelTimes));
    private volatile StoredRoster? _stored;

    public RoutingSnapshot Current => _current;

    public Geography Country => geography.Current;

    public RegionMap Regions => geography.Current.Regions;

    /// <summary>A directory has been read.</summary>
    public bool IsLoaded => _stored is not null;

    /// <summary>Raised after <see cref="Current"/> got another directory, roster, policy or geography. Handlers must not block.</summary>
    public event Action? Replaced;

    /// <param name="conditions">What keeps lines from being rung from now on, by line id.</param>
    public void Apply(IReadOnlyDictionary<string, LineCondition> conditions) => Change(snapshot => snapshot with { Conditions = conditions });

    private static RoutingSnapshot With(Geography country, RoutingSnapshot snapshot) =>
        snapshot with { TravelTimes = country.TravelTimes, GeographyVersion = country.Version };

    private void Change(Func<RoutingSnapshot, RoutingSnapshot> change)
    {
        lock (_gate)
        {
            _current = change(_current);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        geography.Replaced += TakeGeography;
        TakeGeography();
        var listening = false;
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!listening)
                {
                    await redis.GetSubscriber().SubscribeAsync(RedisKeys.DirectoryChanged, (_, _) => _changed.Ring());
                    listening = true;
                }

                await RefreshAsync();
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                {
                    log.LogError("The directory and the roster can't be read ({Reason}: {Message}); the last good ones stay in force.", e.GetType().Name, e.Message);
                }

                failing = true;
            }

            await _changed.WaitAsync(_checkEvery, stoppingToken);
        }
    }

    private void TakeGeography()
    {
        Change(snapshot => With(geography.Current, snapshot));
        Replaced?.Invoke();
    }

    private async Task RefreshAsync()
    {
        var revision = await store.RevisionAsync();
        if (revision is null && _stored is { } lost)
        {
            if (await store.GiveBackAsync(lost))
            {
                log.LogError("Redis has lost the directory, the roster and the policy. It has been given back what was read last, directory {Directory} and roster {Roster}.",
                    lost.Directory.Version, lost.Roster.Version);
            }

            revision = await store.RevisionAsync();
        }

        var confirmedAt = time.GetUtcNow();
        if (revision is null || revision == _stored?.Revision)
        {
            Change(snapshot => snapshot with { ConfirmedAt = confirmedAt });
            return;
        }

        if (await store.LoadAsync(_stored) is not { } stored)
        {
            return;
        }

        Change(snapshot => snapshot with { Directory = stored.Directory, Roster = stored.Roster, Policy = stored.Policy, ConfirmedAt = confirmedAt });
        _stored = stored;
        log.LogInformation("Directory {Directory} with {Lines} lines and roster {Roster} with {Shifts} shifts, policy {Policy} are in force.",
            stored.Directory.Version, stored.Directory.Lines.Count, stored.Roster.Version, stored.Roster.Shifts.Count, stored.Policy.Version);
        Replaced?.Invoke();
    }
}
