using Hotline117.Routing.Calls;

namespace Hotline117.RoutingService;

/// <summary>How old what a signal tells is, from now on, whatever is done to the clock meanwhile: one that is set back would make an old question new.</summary>
internal readonly struct SignalAge(CallSignal signal, TimeProvider time)
{
    private readonly TimeSpan _atFirst = time.GetUtcNow() - signal.At;
    private readonly long _since = time.GetTimestamp();

    /// <summary>How old it is now.</summary>
    public TimeSpan Now => _atFirst + time.GetElapsedTime(_since);

    /// <summary>By the clock as it is now.</summary>
    public DateTimeOffset At => time.GetUtcNow() - Now;

    /// <summary>The switch may have rung somebody alone.</summary>
    public bool IsLate => Now > Call.AnswerWithin;
}
