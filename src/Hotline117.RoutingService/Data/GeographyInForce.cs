namespace Hotline117.RoutingService.Data;

/// <summary>The geography that holds now. It is replaced as a whole: whoever needs several things of it takes it once.</summary>
internal sealed class GeographyInForce(Geography first)
{
    private volatile Geography _current = first;
    private volatile IReadOnlyList<string> _faults = [];

    public Geography Current => _current;

    /// <summary>Why the files as they are now are not in force; empty where they are.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Raised after <see cref="Current"/> became another one. Handlers must not block.</summary>
    public event Action? Replaced;

    public void Replace(Geography by)
    {
        (_current, _faults) = (by, []);
        Replaced?.Invoke();
    }

    /// <summary>The files have faults; the last good geography stays. No fault: they are those in force again.</summary>
    public void Keep(IReadOnlyList<string> faults) => _faults = faults;
}
