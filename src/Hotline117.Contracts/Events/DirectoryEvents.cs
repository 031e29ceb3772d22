namespace Hotline117.Contracts.Events;

public sealed record RosterChanged : HotlineEvent
{
    /// <summary>The first 12 hexadecimal digits of the content's SHA-256.</summary>
    public required string Version { get; init; }
    public required int Shifts { get; init; }
}

public sealed record CentreChanged : HotlineEvent
{
    /// <summary>The first 12 hexadecimal digits of the content's SHA-256.</summary>
    public required string Version { get; init; }
    public required int Centres { get; init; }
    public required int Lines { get; init; }
}
