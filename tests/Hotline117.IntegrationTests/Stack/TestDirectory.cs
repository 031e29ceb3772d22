using System.Globalization;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>A line of the tests' own directory; each has a centre of its own, named like it without the number.</summary>
public sealed record TestLine(string Id, string Region, string Town, string Number, int Capacity = 1, bool Secret = false, string Languages = "ky, ru", bool TakenByKey = false)
{
    public string Centre => Id[..Id.LastIndexOf('-')];
}

/// <summary>
/// Centres along the road from Osh, so that the order of nearness is the same in every season; nobody is on shift until a test says so.
/// </summary>
public static class TestDirectory
{
    public static readonly TestLine Osh = new("osh-1", "osh-city", "Osh", "0322900001");
    public static readonly TestLine Uzgen = new("uzgen-1", "uzgen", "Uzgen", "0323300001");
    public static readonly TestLine Manas = new("manas-1", "manas-city", "Manas", "0372200001");
    public static readonly TestLine Talas = new("talas-1", "talas-city", "Talas", "0342200001");
    public static readonly TestLine Bishkek = new("bishkek-1", "bishkek", "Bishkek", "0312900001", Capacity: 3);
    /// <summary>Its number is nowhere else; searches for it mean something.</summary>
    public static readonly TestLine Refuge = new("refuge-1", "naryn-city", "Naryn", "0779583164", Secret: true);

    /// <summary>Between Osh and Uzgen; whoever picks up must press 1.</summary>
    public static readonly TestLine KaraSuu = new("kara-suu-1", "kara-suu", "Kara-Suu", "0323200001", TakenByKey: true);

    /// <summary>Nearest to Osh first.</summary>
    public static IReadOnlyList<TestLine> FromOsh { get; } = [Osh, Uzgen, Manas, Talas, Bishkek];

    public static IReadOnlyList<TestLine> All { get; } = [.. FromOsh, KaraSuu, Refuge];

    /// <summary>A fixed line in Osh.</summary>
    public const string CallerInOsh = "0322255501";

    public const string CallerInNaryn = "0352255502";

    /// <summary>The switch's EMERGENCY_NUMBER.</summary>
    public const string EmergencyNumber = "112";

    public static string DirectoryFile => "centres:\n" + string.Concat(All.Select(line => $"""
          - id: {line.Centre}
            name: {"{"} ru: "{line.Town}", en: "{line.Town}" {"}"}
            town: {line.Town}
            region: {line.Region}
            secret: {(line.Secret ? "true" : "false")}
            languages: [{line.Languages}]
            lines:
              - {"{"} id: {line.Id}, number: "{line.Number}", capacity: {line.Capacity.ToString(CultureInfo.InvariantCulture)}, takenByKey: {(line.TakenByKey ? "true" : "false")} {"}"}

        """));

    /// <summary>These lines round the clock, and nobody else.</summary>
    public static string RosterFile(IEnumerable<TestLine> onShift) => "shifts:\n" + string.Concat(onShift.Select(line =>
        $"  - {{ id: {line.Id}-always, lines: [{line.Id}], days: daily, from: \"00:00\", to: \"24:00\" }}\n"));

    /// <summary>A roster must have a shift; this one is long over.</summary>
    public static string EmptyRosterFile => $"shifts:\n  - {{ id: over, lines: [{Osh.Id}], date: 2020-01-01, from: \"08:00\", to: \"09:00\" }}\n";
}
