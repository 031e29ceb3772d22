using System.Globalization;
using Hotline117.Contracts.Rosters;
using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Rosters;

/// <summary>Something that may be meant as it is, and may be a mistake. It stops nothing.</summary>
/// <param name="Subject">What it is about, by id: <c>region batken</c>, <c>centre ak-jurok</c>.</param>
/// <param name="What">Never a telephone number.</param>
/// <param name="Code">The same for programs, with <paramref name="Arguments"/>.</param>
public sealed record Warning(string Subject, string What, string Remedy, FindingCode Code, IReadOnlyList<string> Arguments)
{
    private Warning(string subject, Finding finding, string remedy) : this(subject, finding.English, remedy, finding.Code, finding.Arguments)
    {
    }

    /// <summary>More than people would read.</summary>
    private const int MostTold = 200;
    private const int SoonDays = 30;

    public override string ToString() => $"{Subject}: {What}; {Remedy}";

    /// <summary>All that a directory and a roster give rise to, as far as the outlook looks.</summary>
    public static IReadOnlyList<Warning> Of(Outlook outlook, Roster roster, CentreDirectory directory)
    {
        var duties = new DutiesAhead(outlook, roster, directory);
        // All that follows from an empty roster is said with one word.
        if (duties.Lines.Count == 0)
            return [OfGaps(null, [new CoverGap(null, outlook.From, outlook.To)], outlook)];
        List<Warning> all =
        [
            .. outlook.Gaps.GroupBy(gap => gap.Region).Select(gaps => OfGaps(gaps.Key, [.. gaps], outlook)),
            .. outlook.HandOvers.Select(OfHandOver),
            .. directory.Centres.SelectMany(centre => OfCentre(centre, duties)),
            .. Languages.Known.Where(language => !duties.Languages.Contains(language))
                .Select(language => new Warning($"language {language}", Finding.Of(FindingCode.LanguageNeverSpoken, $"nobody who is on duty until {duties.Last:yyyy-MM-dd} speaks it"), "callers who ask for it are led to somebody who speaks another")),
        ];
        return all.Count <= MostTold ? all
            : [.. all.Take(MostTold), new("the others", Finding.Of(FindingCode.MoreIsDoubtful, $"{all.Count - MostTold} more are not told here"), "mend these first")];
    }

    private static Warning OfGaps(string? region, IReadOnlyList<CoverGap> gaps, Outlook outlook)
    {
        const string more = "GET /api/v1/rosters/gaps lists each time";
        var hours = gaps.Sum(gap => (gap.To - gap.From).TotalHours);
        var (until, from, to) = (Local(outlook.To), Local(gaps[0].From), Local(gaps[0].To));
        var isEver = gaps is [var only] && only.From == outlook.From && only.To == outlook.To;
        if (region is null)
            return new("the whole country", isEver
                ? Finding.Of(FindingCode.NobodyEver, $"nobody is on duty until {until}, at no time")
                : Finding.Of(FindingCode.NobodyAtTimes, $"nobody is on duty for {hours:0.#} hours until {until}, first from {from} to {to}"), more);
        return new($"region {region}", isEver
            ? Finding.Of(FindingCode.NobodyNearEver, $"nobody within {outlook.WithinMinutes:0} minutes by road is on duty until {until}, at no time")
            : Finding.Of(FindingCode.NobodyNearAtTimes, $"nobody within {outlook.WithinMinutes:0} minutes by road is on duty for {hours:0.#} hours until {until}, first from {from} to {to}"), more);
    }

    private static Warning OfHandOver(HandOverGap gap) => new(
        gap.Line is null ? $"centre {gap.Centre}" : $"line {gap.Line}",
        Finding.Of(FindingCode.HoleAtHandOver, $"nobody is on duty for {gap.Length.TotalMinutes:0} minutes between the shifts '{gap.Before}' and '{gap.After}', first at {Local(gap.FirstFrom)}"),
        "let one begin when the other ends");

    private static IEnumerable<Warning> OfCentre(Centre centre, DutiesAhead duties)
    {
        var subject = $"centre {centre.Id}";
        if (centre.Lines.Count == 0)
            yield return new(subject, Finding.Of(FindingCode.CentreNeverRung, "it has no line, so it is never rung"), "add a line as soon as its number is known");
        if (centre.ValidTo < duties.First)
        {
            yield return new(subject, Finding.Of(FindingCode.EntryIsOver, $"its entry held until {centre.ValidTo:yyyy-MM-dd}, so it is not rung any more"), "renew validTo, or take it out");
            yield break;
        }

        if (centre.ValidTo is { } last && last < duties.First.AddDays(SoonDays))
            yield return new(subject, Finding.Of(FindingCode.EntryEndsSoon, $"its entry holds until {last:yyyy-MM-dd} only"), "renew validTo, or plan who takes its callers then");
        if (centre.Kind is CentreKind.Emergency)
            yield break;
        foreach (var line in centre.Lines.Where(line => !duties.Lines.Contains(line.Id)))
            yield return new($"line {line.Id}", Finding.Of(FindingCode.LineNeverOnDuty, $"no shift has it on duty until {duties.Last:yyyy-MM-dd}, so it is not rung"), "put it into a shift, or take it out of the directory");
    }

    private static string Local(DateTimeOffset moment) => BishkekTime.ToLocal(moment).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
