using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Rosters;

namespace Hotline117.Routing.Decisions;

/// <summary>
/// Every line of the directory as it stands at one moment, whoever calls: one array for each thing that a decision asks,
/// so that thousands of lines are gone through in microseconds.
/// </summary>
internal sealed class LinesNow
{
    private readonly RoutingSnapshot _snapshot;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;

    private LinesNow(RoutingSnapshot snapshot, DateTimeOffset from, DateTimeOffset until)
    {
        (_snapshot, _from, _until) = (snapshot, from, until);
        var count = snapshot.Directory.Lines.Count;
        Obstacle = new Verdict?[count];
        IsSoft = new bool[count];
        IsOnCall = new bool[count];
        Kind = new CentreKind[count];
        Languages = new WordSet[count];
        Services = new WordSet[count];
        Genders = new GenderSet[count];
        Capacity = new ushort[count];
        Seed = new ulong[count];
    }

    /// <summary>What keeps it from being rung for whomever; null for nothing.</summary>
    public Verdict?[] Obstacle { get; }

    /// <summary>The obstacle is one that gives way where nobody else is left to ring.</summary>
    public bool[] IsSoft { get; }

    /// <summary>The people on duty there are at home, and are rung after those who sit at a telephone.</summary>
    public bool[] IsOnCall { get; }
    public CentreKind[] Kind { get; }
    public WordSet[] Languages { get; }
    public WordSet[] Services { get; }
    public GenderSet[] Genders { get; }
    public ushort[] Capacity { get; }

    /// <summary>Of <see cref="FairDraw"/>.</summary>
    public ulong[] Seed { get; }

    public bool HoldsAt(DateTimeOffset now) => now >= _from && now < _until;

    public bool IsOf(RoutingSnapshot snapshot) =>
        ReferenceEquals(snapshot.Directory, _snapshot.Directory) && ReferenceEquals(snapshot.Roster, _snapshot.Roster)
        && ReferenceEquals(snapshot.Conditions, _snapshot.Conditions);

    public static LinesNow Of(RoutingSnapshot snapshot, DateTimeOffset now)
    {
        var local = BishkekTime.ToLocal(now);
        var nextChange = snapshot.Conditions.Values.Select(condition => condition.Until).Where(until => until > now)
            .Append(BishkekTime.ToInstant(snapshot.Roster.NextBoundary(local)))
            .Min();
        var lines = new LinesNow(snapshot, now, nextChange!.Value);
        for (var i = 0; i < snapshot.Directory.Lines.Count; i++)
            lines.Fill(i, snapshot.Directory.Lines[i], snapshot, now, local);
        return lines;
    }

    private void Fill(int i, DirectoryLine line, RoutingSnapshot snapshot, DateTimeOffset now, DateTime local)
    {
        var duty = snapshot.Roster.DutyAt(line.Id, local);
        var condition = snapshot.Conditions.GetValueOrDefault(line.Id) is { } found && !(found.Until <= now) ? found : null;
        (Obstacle[i], IsSoft[i]) =
            !line.Centre.IsValidOn(DateOnly.FromDateTime(local)) ? (Verdict.NotValid, false) :
            duty is null ? (Verdict.OffShift, false) :
            condition is not null ? (VerdictOf(condition.Obstacle), condition.IsSoft) :
            ((Verdict?)null, false);
        var counsellors = (duty?.Counsellors ?? []).Select(snapshot.Directory.FindCounsellor).OfType<Counsellor>().ToList();
        IsOnCall[i] = duty is { OnCall: true };
        Kind[i] = line.Centre.Kind;
        // Whoever takes the call can hand over to a colleague who speaks the language; a colleague's voice at the first word can't be taken back.
        Languages[i] = WordSet.Of(counsellors.Count == 0 ? line.Languages : counsellors.SelectMany(person => person.Languages), Routing.Languages.Known);
        Genders[i] = GenderSet.Common(counsellors);
        Services[i] = WordSet.Of(line.Centre.AllServices, Directory.Services.Known);
        Capacity[i] = (ushort)line.Line.Capacity;
        Seed[i] = FairDraw.SeedOf(line.Id);
    }

    private static Verdict VerdictOf(LineObstacle obstacle) => obstacle switch
    {
        LineObstacle.Paused => Verdict.Paused,
        LineObstacle.Unreachable => Verdict.Unreachable,
        _ => Verdict.Resting,
    };
}
