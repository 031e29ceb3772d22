using Hotline117.Contracts.Statistics;

namespace Hotline117.ReportingService.Statistics;

/// <summary>Something that is known of each call, by which calls can be counted. What of the caller, and what became of the call.</summary>
/// <param name="Name">In the API; the column is the same in snake case.</param>
/// <param name="OfService">It tells how the hotline served, not who called and why.</param>
/// <param name="Part">Where it is told of some calls only: of those for which this other attribute has this value. Its values then add up to that one.</param>
/// <param name="Values">All there can be, where that is fixed.</param>
public sealed record CallAttribute(string Name, bool OfService = false, AttributeValue? Part = null, params string[] Values)
{
    /// <summary>The value of what nobody told.</summary>
    public const string Unknown = "unknown";

    private static readonly AttributeValue Answered = new("outcome", "answered");

    /// <summary>It is counted by this other one alone, besides by itself.</summary>
    public string? OnlyBeside { get; init; }

    /// <summary>The other attribute that must be known for it to be known: of the same calls both are unknown.</summary>
    public string? UnknownWith { get; init; }

    /// <summary>It is unknown of all calls that have not this other value, and everybody knows that: counsellors say it of calls that they had.</summary>
    public AttributeValue? SaidOf { get; init; }

    /// <summary>What it is defined by, where it has not always been counted.</summary>
    public string? Definition { get; init; }

    // A part stands after its whole.
    public static IReadOnlyList<CallAttribute> All { get; } =
    [
        new("region"), new("hourOfDay"), new("weekday"), new("language"),
        new("help") { SaidOf = Answered }, new("risk") { SaidOf = Answered }, new("referral") { SaidOf = Answered },
        new(TravelBand.Attribute, false, null, [.. TravelBand.Values]) { OnlyBeside = "outcome", Definition = TravelBand.Attribute },
        new("outcome", true, null, "answered", "abandoned", "overflowed", "indeterminate", "inProgress"),
        new("centre", false, Answered),
        new("abandonedAfter", true, new("outcome", "abandoned"), "short", "long"),
        new("proximity", true, Answered, "in", "out", Unknown) { UnknownWith = "region" },
        new("answeredBy", true, Answered, "router", "switch"),
        new("promptness", true, Answered, "inTime", "later"),
        // Parts of the one and of the other: bands across both would tell of one what the promptness hides of the other.
        new(WaitBand.InTime, true, new("promptness", "inTime")) { Definition = WaitBand.Definition },
        new(WaitBand.Later, true, new("promptness", "later")) { Definition = WaitBand.Definition },
        new("languageMet", true, Answered, "met", "unmet", Unknown) { UnknownWith = "language" },
        new("transfer", true, Answered, "no", "yes"),
        new("callback", true, null, "none", "asked", "reached"),
        new("offeredInVain", true, null, "no", "yes"),
    ];

    /// <summary>Those by which the calls of a month are counted: not those that are defined only since later.</summary>
    public static IReadOnlyList<CallAttribute> CountedIn(DateOnly month)
    {
        var versions = FigureDefinitions.VersionsOf(month);
        return [.. All.Where(attribute => attribute.Definition is not { } definition || versions.ContainsKey(definition))];
    }

    /// <summary>What people ask for; the others show as figures.</summary>
    public static IReadOnlyList<string> Dimensions { get; } =
        [.. All.Where(attribute => !attribute.OfService || attribute.Name is "outcome" or WaitBand.InTime or WaitBand.Later).Select(attribute => attribute.Name)];

    /// <summary>
    /// Whether calls are counted by both at once in what is published. Where from two attributes a third follows (a centre lies in a region, and speaks a
    /// language or does not; where the one is unknown so is the other), tables of each with each would tell of one what they hide of the other: so only some of them are published. And how the hotline
    /// served is shown by what of the caller, not by itself. How far help is follows from the region nearly, so it stands beside the outcome alone: <see cref="Publication.RegionAudit"/>.
    /// </summary>
    public static bool AreCrossed(CallAttribute one, CallAttribute other) =>
        !(one.OfService && other.OfService) && (one.OnlyBeside ?? other.Name) == other.Name && (other.OnlyBeside ?? one.Name) == one.Name && !_apart.Contains((one.Name, other.Name)) && !_apart.Contains((other.Name, one.Name));

    private static readonly HashSet<(string, string)> _apart =
        [("region", "centre"), ("region", "proximity"), ("centre", "proximity"), ("language", "centre"), ("language", "proximity"), ("centre", "languageMet")];
}

public sealed record AttributeValue(string Attribute, string Value);
