namespace Hotline117.Contracts.Live;

/// <summary>What is going on now. Followed by <see cref="LiveChanges"/>; a gap in <see cref="Sequence"/> asks for a fresh snapshot.</summary>
public sealed record LiveSnapshot(
    long Sequence,
    DateTimeOffset At,
    IReadOnlyList<LiveCall> Calls,
    IReadOnlyList<LiveCentre> Centres)
{
    /// <summary>Null while callers are asked nothing.</summary>
    public SpokenCode? SpokenCode { get; init; }
    /// <summary>Those that last, the worst first.</summary>
    public IReadOnlyList<Alarm> Alarms { get; init; } = [];

    /// <summary>What of it one centre may see; nothing where it is not there.</summary>
    public LiveSnapshot SeenFrom(string centreId)
    {
        var one = OneCentre.Find(Centres, centreId);
        return new(Sequence, At, one is null ? [] : [.. Calls.Select(one.Of).OfType<LiveCall>()], one is null ? [] : [one.Centre])
        {
            Alarms = one is null ? [] : [.. Alarms.Where(one.MaySee)],
        };
    }
}

/// <summary>All that changed since the message before. Applied in order.</summary>
public sealed record LiveChanges(
    long Sequence,
    DateTimeOffset At,
    IReadOnlyList<LiveCall> Calls,
    IReadOnlyList<string> EndedCallIds,
    IReadOnlyList<LiveCentre> Centres)
{
    /// <summary>As it is now, changed or not.</summary>
    public SpokenCode? SpokenCode { get; init; }
    /// <summary>All that last now, the worst first; null where nothing has changed in them.</summary>
    public IReadOnlyList<Alarm>? Alarms { get; init; }
}

public sealed record LiveCall
{
    public required string CallId { get; init; }
    public required CallPhase Phase { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required DateTimeOffset PhaseSince { get; init; }
    /// <summary>Those who wait are served by this, then by <see cref="PlaceSince"/>.</summary>
    public CallPriority Priority { get; init; } = CallPriority.Normal;
    /// <summary>When the caller came; earlier than <see cref="ReceivedAt"/> where one who was cut off has kept the place.</summary>
    public required DateTimeOffset PlaceSince { get; init; }
    public required string? Region { get; init; }
    public required RegionSource RegionSource { get; init; }
    public required RegionCertainty RegionCertainty { get; init; }
    public required string? Language { get; init; }
    /// <summary>What the caller asks for; null for no wish.</summary>
    public string? Service { get; init; }
    public Gender? Gender { get; init; }
    public required int Attempt { get; init; }
    /// <summary>The line that rings or talks, or null.</summary>
    public required string? LineId { get; init; }
    public required string? CentreId { get; init; }
    /// <summary>Other lines kept for the call, which ring beside the first; null where there is none.</summary>
    public IReadOnlyList<string>? Also { get; init; }
    /// <summary>Each of <see cref="Also"/> begins to ring so long after the one before it; 0: at once.</summary>
    public double AlsoAfterSeconds { get; init; }
    /// <summary>The emergency line rings or talks: by the switch, or because a person sent the caller there.</summary>
    public bool Emergency { get; init; }
    public required OfferSource Source { get; init; }
    /// <summary>Set where the hotline calls somebody back.</summary>
    public string? CallbackId { get; init; }

    /// <summary>While the call is being handed over; null otherwise.</summary>
    public LiveTransfer? Transfer { get; init; }
}

/// <param name="To">What is asked for: <c>centre</c>, a service, or an emergency number.</param>
/// <param name="LineId">The line that rings or has joined; null while none is found, and for an emergency number.</param>
/// <param name="JoinedAt">Since when three talk; null while nobody has picked up.</param>
public sealed record LiveTransfer(string To, string? LineId, string? CentreId, DateTimeOffset Since, DateTimeOffset? JoinedAt);

/// <summary>A centre without anything that is secret: its town, never an address or a number.</summary>
public sealed record LiveCentre
{
    public required string CentreId { get; init; }
    public required LocalizedText Name { get; init; }
    public required string Town { get; init; }
    public required string Region { get; init; }
    public required bool OnShift { get; init; }
    /// <summary>When the present shift ends, or the next begins; null where none is planned within a week.</summary>
    public required DateTimeOffset? ShiftChangesAt { get; init; }
    public required IReadOnlyList<LiveLine> Lines { get; init; }
}

public sealed record LiveLine(string LineId, int Capacity, int Reserved, bool OnShift)
{
    /// <summary>The strongest of what keeps it from being rung, beyond its calls; null for nothing.</summary>
    public LineStop? Stop { get; init; }
    /// <summary>Until when the last call is written up there; null where none is.</summary>
    public DateTimeOffset? WrapUpUntil { get; init; }
}
