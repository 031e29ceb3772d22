using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Decisions;

/// <summary>What a person has decided for a caller who waits, or talks and shall be handed over: the first of these lines that has a free place is rung.</summary>
/// <param name="By">The account's name.</param>
public sealed record PersonsChoice(string By, IReadOnlyList<string> Lines)
{
    public bool ToEmergency { get; private init; }

    /// <inheritdoc cref="LineChosen.BringIn"/>
    public string? BringIn { get; private init; }

    /// <returns>Null for what is no person's choice.</returns>
    public static PersonsChoice? Of(CallSignal signal) => signal switch
    {
        LineChosen line => new(line.By, line.Lines) { BringIn = line.BringIn },
        EmergencyChosen emergency => new(emergency.By, []) { ToEmergency = true },
        // Those that have rung are not rung again: where there are no others, nobody takes the call over.
        TransferWanted { Choice: { } choice } transfer => new(choice.By, [.. choice.Lines.Where(line => !transfer.Tried.Contains(line))]),
        _ => null,
    };

    /// <summary>
    /// What stands against ringing this line for the caller, whoever wants it. Language, way, tier and the turn of others do not: a person may know better.
    /// Who rests or is paused is not overruled by the way: that is ended first, where it is seen who decided it.
    /// </summary>
    /// <returns>Null for nothing, but perhaps that it is busy.</returns>
    public static Verdict? Obstacle(DirectoryLine line, Audience audience, RoutingSnapshot snapshot, DateTimeOffset now) =>
        line.Centre.Kind is CentreKind.Emergency ? Verdict.NotInPolicy
        : line.Centre.Kind is CentreKind.CorrectionalProgramme != (audience is Audience.Perpetrators) ? Verdict.OtherAudience
        : snapshot.LinesAt(now).Obstacle[snapshot.Directory.IndexOf(line.Id)];
}
