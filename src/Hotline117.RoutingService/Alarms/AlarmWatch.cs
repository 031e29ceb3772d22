using System.Diagnostics.Metrics;
using Hotline117.Contracts.Live;
using Hotline117.Routing.Alarms;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService.Alarms;

/// <summary>
/// Looks each second, and at each change, for what is an alarm. Every router tells the others what it sees, puts all words together and settles the book
/// that they share; the store lets one of them write. While the store is away each goes on with what it sees itself, and writes it later.
/// </summary>
internal sealed class AlarmWatch(
    AlarmEvidence evidence, AlarmStore store, LiveBoard board, RoutingData data, LineConditions conditions, IConnectionMultiplexer redis, TimeProvider time,
    ILogger<AlarmWatch> log) : BackgroundService
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(1);

    private static readonly bool[] _yesAndNo = [false, true];

    private readonly Bell _bell = new(time);
    private volatile StoredAlarms _known = StoredAlarms.None;
    private DateTimeOffset? _listeningSince;
    private DateTimeOffset? _awaySince;
    private bool _holdsUnwritten = true;

    /// <summary>As the board shows them.</summary>
    public StoredAlarms Known => _known;

    /// <summary>Somebody has changed the book.</summary>
    public void LookAgain() => _bell.Ring();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        RoutingTelemetry.ObserveAlarms(Counts);
        data.Replaced += _bell.Ring;
        conditions.Replaced += _bell.Ring;
        var listening = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            listening = listening || await ListenAsync();
            try
            {
                await LookAsync(time.GetUtcNow());
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "What is an alarm was not found; those that are known stay.");
            }

            await _bell.WaitAsync(_lookEvery, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await store.LeaveAsync(evidence.Router);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            // The others will find that it is silent, and for a while say so.
        }
    }

    private async Task LookAsync(DateTimeOffset now)
    {
        var before = _known;
        try
        {
            await evidence.ExchangeAsync(now);
            var (revision, words) = await store.TellAsync(evidence.Word(now, storeAwaySince: null));
            var stored = revision == before.Revision && _listeningSince is not null ? before : await store.LoadAsync();
            // What this router has seen alone meanwhile, or all, where the store has forgotten it.
            var book = _holdsUnwritten || stored.Revision < before.Revision ? stored.Book.With(before.Book) : stored.Book;
            _listeningSince ??= now;
            _awaySince = null;
            var settled = book.Settle(Found(words, now - _listeningSince.Value, book, now), now);
            if (settled.IsSameAs(stored.Book))
            {
                _holdsUnwritten = false;
                Show(stored);
                return;
            }

            var next = new StoredAlarms(Math.Max(stored.Revision, before.Revision) + 1, settled);
            if (await store.SaveAsync(next, stored.Revision))
            {
                _holdsUnwritten = false;
                Tell(stored.Book, settled);
                Show(next);
            }
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            (_awaySince, _listeningSince, _holdsUnwritten) = (_awaySince ?? now, null, true);
            var alone = RouterWords.Together([new(evidence.Word(now, _awaySince), TimeSpan.Zero)], TimeSpan.Zero, data.Current.Policy.Alarms, now);
            Show(before with { Book = before.Book.Settle(alone, now) });
        }
    }

    private IReadOnlyList<Alarm> Found(IReadOnlyList<HeardWord> words, TimeSpan listening, AlarmBook book, DateTimeOffset now)
    {
        var found = RouterWords.Together(words, listening, data.Current.Policy.Alarms, now);
        // A router that has just started, or whose store is just back, does not know yet what the others see, who calls and who is on shift.
        return data.IsLoaded && listening > RouterWord.FreshFor
            ? found : [.. found.UnionBy(book.Current.Where(alarm => alarm.Kind is not AlarmKind.Redis), alarm => alarm.Key)];
    }

    private void Show(StoredAlarms alarms)
    {
        _known = alarms;
        board.Show(alarms.Book.Current);
    }

    private void Tell(AlarmBook before, AlarmBook after)
    {
        foreach (var alarm in after.Current.Where(alarm => before.Find(alarm.Key) is null))
        {
            log.LogWarning("Alarm {Key} ({Severity}) since {Since:u}.", alarm.Key, alarm.Severity, alarm.Since);
        }

        foreach (var alarm in before.Current.Where(alarm => after.Find(alarm.Key) is null))
        {
            log.LogInformation("Alarm {Key} is over.", alarm.Key);
        }
    }

    private IEnumerable<Measurement<int>> Counts()
    {
        var alarms = _known.Book.Current.ToLookup(alarm => (alarm.Kind, alarm.Severity, alarm.Acknowledged is not null), _ => 1);
        return from kind in Enum.GetValues<AlarmKind>()
               from severity in Enum.GetValues<AlarmSeverity>()
               from acknowledged in _yesAndNo
               select new Measurement<int>(
                   alarms[(kind, severity, acknowledged)].Count(),
                   new("kind", Word(kind)), new("severity", Word(severity)), new("acknowledged", acknowledged ? "true" : "false"));
    }

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private async Task<bool> ListenAsync()
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(RedisKeys.AlarmsChanged, (_, _) => _bell.Ring());
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
