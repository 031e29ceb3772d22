namespace Hotline117.FaultTests.Simulated;

/// <summary>The connection of one router to the switch. Each direction keeps its order, as a TCP connection does.</summary>
internal sealed class AmiLink(SimulatedTime time, Random random)
{
    private static readonly TimeSpan MixedUpBy = TimeSpan.FromMilliseconds(400);

    private readonly List<Action> _unanswered = [];
    private DateTimeOffset _lastIn, _lastOut;
    private int _connection;

    public bool IsConnected { get; private set; } = true;

    /// <summary>The router has a new connection, and may have missed something.</summary>
    public event Action? Connected;

    public bool LosesSignals { get; set; }
    public bool TellsTwice { get; set; }
    public bool MixesUp { get; set; }

    /// <summary>Something that the switch says of itself; what is said of calls may suffer on its way.</summary>
    public void Tell(Action hear)
    {
        if (!IsConnected || (LosesSignals && random.Next(2) == 0))
            return;
        if (MixesUp)
            Later(MixedUpBy * random.NextDouble(), hear);
        else
            ToRouter(hear);
        if (TellsTwice)
            Later(MixedUpBy * random.NextDouble(), hear);
    }

    /// <param name="failed">The connection broke; nobody knows whether the switch has done it.</param>
    public void Ask<T>(Func<T> toDo, Action<T> answered, Action failed)
    {
        if (!IsConnected)
        {
            failed();
            return;
        }

        _unanswered.Add(failed);
        ToSwitch(() =>
        {
            var result = toDo();
            ToRouter(() =>
            {
                _unanswered.Remove(failed);
                answered(result);
            });
        });
    }

    public void StallIn(TimeSpan howLong) => _lastIn = time.Now + howLong;

    public void StallOut(TimeSpan howLong) => _lastOut = time.Now + howLong;

    public void Cut()
    {
        _connection++;
        IsConnected = false;
        List<Action> broken = [.. _unanswered];
        _unanswered.Clear();
        broken.ForEach(failed => failed());
    }

    public void Connect()
    {
        if (IsConnected)
            return;
        IsConnected = true;
        (_lastIn, _lastOut) = (default, default);
        Connected?.Invoke();
    }

    private void ToRouter(Action hear) => Deliver(ref _lastIn, hear);

    private void ToSwitch(Action toDo) => Deliver(ref _lastOut, toDo);

    private void Deliver(ref DateTimeOffset last, Action happens)
    {
        var at = time.Now + TimeSpan.FromMilliseconds(0.5 + (4 * random.NextDouble()));
        last = at > last ? at : last;
        Later(last - time.Now, happens);
    }

    private void Later(TimeSpan wait, Action happens)
    {
        var connection = _connection;
        time.After(wait, () =>
        {
            if (connection == _connection)
                happens();
        });
    }
}
