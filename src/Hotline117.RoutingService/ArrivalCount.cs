namespace Hotline117.RoutingService;

/// <summary>How many calls have come within the last minute, to the second.</summary>
internal sealed class ArrivalCount
{
    private const int Seconds = 60;

    private readonly int[] _of = new int[Seconds];
    private readonly Lock _gate = new();
    private long _newest;

    public void Add(DateTimeOffset at)
    {
        lock (_gate)
        {
            var second = at.ToUnixTimeSeconds();
            GoOnTo(second);
            if (second > _newest - Seconds)
            {
                _of[second % Seconds]++;
            }
        }
    }

    public int WithinMinute(DateTimeOffset now)
    {
        lock (_gate)
        {
            GoOnTo(now.ToUnixTimeSeconds());
            return _of.Sum();
        }
    }

    private void GoOnTo(long second)
    {
        for (var passed = Math.Max(_newest + 1, second - Seconds + 1); passed <= second; passed++)
        {
            _of[passed % Seconds] = 0;
        }

        _newest = Math.Max(_newest, second);
    }
}
