using System.Text.RegularExpressions;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Directory;

/// <summary>What a directory must be to be used. Finds all that is wrong, not only the first.</summary>
public static partial class DirectoryRules
{
    public const int MaxCapacity = 100;

    [GeneratedRegex("^\\+?[0-9]{3,20}\\z")]
    private static partial Regex Dialable();

    public static IReadOnlyList<Problem> Check(IReadOnlyList<Centre> centres, RegionMap regions)
    {
        var lines = centres.SelectMany(centre => centre.Lines).ToList();
        var people = centres.SelectMany(centre => centre.Counsellors).ToList();
        return
        [
            .. centres.SelectMany(centre => CheckCentre(centre, regions)),
            .. lines.SelectMany(CheckLine),
            .. people.SelectMany(CheckCounsellor),
            .. Twice(people, person => person.Id, "id", first => $"the counsellor '{first.Id}' stands in the directory twice",
                "give each counsellor an id of its own"),
            .. Twice(centres, centre => centre.Id, "id", first => $"the centre '{first.Id}' stands in the directory twice",
                "give each centre an id of its own"),
            .. Twice(lines, line => line.Id, "id", first => $"the line '{first.Id}' stands in the directory twice",
                "give each line an id of its own"),
            .. Twice([.. lines.Where(line => line.Endpoint is null)], line => line.Number.TrimStart('+'), "number", first => $"the line '{first.Id}' has the same number",
                "write one line with the capacity of both"),
        ];
    }

    private static IEnumerable<Problem> CheckCentre(Centre centre, RegionMap regions)
    {
        if (!Slug.IsValid(centre.Id))
            yield return new(centre, "id", $"'{centre.Id}' is no id", Slug.Remedy);
        if (!regions.Contains(centre.Region))
        {
            const string AnyRegion = "write the id of an oblast, a rayon or a town, such as 'chuy' or 'osh-city'";
            var remedy = Suggestion.Or(AnyRegion, centre.Region, regions.All.Select(region => region.Id));
            yield return new(centre, "region", $"there is no region '{centre.Region}'", remedy);
        }
        if (centre.Languages.Count == 0)
            yield return new(centre, "languages", "the centre speaks no language", "name at least one, such as [ky, ru]");
        foreach (var problem in CheckLanguages(centre, centre.Languages))
            yield return problem;
        foreach (var service in centre.Services.Where(service => !Services.Known.Contains(service)))
        {
            var remedy = Suggestion.Or($"use {string.Join(", ", Services.Known)}", service, Services.Known);
            yield return new(centre, "services", $"'{service}' is no service known here", remedy);
        }
        if (centre.ValidTo < centre.ValidFrom)
            yield return new(centre, "validTo", "this is before validFrom", "mend one of the dates");
        if (centre.Shelter is { } shelter && (shelter.Places < 0 || shelter.MaxDays < 0 || shelter.BoysUpTo < 0))
            yield return new(centre, "shelter", "a number below 0 stands here", "write how many there are, or leave out what is not known");
    }

    private static IEnumerable<Problem> CheckCounsellor(Counsellor person)
    {
        if (!Slug.IsValid(person.Id))
            yield return new(person, "id", $"'{person.Id}' is no id", Slug.Remedy);
        if (person.Languages.Count == 0)
            yield return new(person, "languages", "the counsellor speaks no language", "name at least one, such as [ky, ru]");
        foreach (var problem in CheckLanguages(person, person.Languages))
            yield return problem;
    }

    private static IEnumerable<Problem> CheckLine(Line line)
    {
        if (!Slug.IsValid(line.Id))
            yield return new(line, "id", $"'{line.Id}' is no id", Slug.Remedy);
        if (line.Endpoint is { } endpoint && !Slug.IsValid(endpoint))
            yield return new(line, "endpoint", $"'{endpoint}' is no endpoint's name", Slug.Remedy);
        else if (line is { Endpoint: not null, Number.Length: > 0 })
            yield return new(line, "endpoint", "the line has both a number and an endpoint", "write one of them");
        else if (line.Endpoint is null && !Dialable().IsMatch(line.Number))
            yield return new(line, "number", "this can't be dialled", "write 3 to 20 digits without spaces, with or without a '+' before them");
        if (line.Capacity is < 1 or > MaxCapacity)
            yield return new(line, "capacity", $"a line can't take {line.Capacity} calls at once", $"write a number from 1 to {MaxCapacity}");
        if (line.Languages is { Count: 0 })
            yield return new(line, "languages", "the line speaks no language", "leave the field out where they are the centre's");
        foreach (var problem in CheckLanguages(line, line.Languages ?? []))
            yield return problem;
    }

    private static IEnumerable<Problem> CheckLanguages(object subject, IReadOnlyList<string> languages)
    {
        var known = string.Join(", ", Languages.Known);
        foreach (var language in languages.Where(language => !Languages.Known.Contains(language)))
            yield return new(subject, "languages", $"'{language}' is no language known here", $"use {known}");
        foreach (var language in languages.CountBy(language => language).Where(count => count.Value > 1))
            yield return new(subject, "languages", $"'{language.Key}' is named twice", "name it once");
    }

    private static IEnumerable<Problem> Twice<T>(
        IEnumerable<T> all, Func<T, string> key, string field, Func<T, string> what, string remedy) where T : notnull =>
        from same in all.GroupBy(key)
        let first = same.First()
        from repeated in same.Skip(1)
        select new Problem(repeated, field, what(first), remedy, first);
}
