using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline117.Contracts;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;

namespace Hotline117.RoutingService.Files;

/// <summary>Which telephone numbers are written out.</summary>
public enum NumbersInFile
{
    None,
    /// <summary>Those of centres that are not secret.</summary>
    NotSecret,
    /// <summary>For the store alone, which encrypts them.</summary>
    All,
}

/// <summary>The directory as a file, in YAML or JSON. The sample directory shows every field.</summary>
public static class DirectoryFile
{
    private const string LanguagesExample = "[ky, ru]";

    public static FileResult<CentreDirectory> Read(string text, string fileName, RegionMap regions) =>
        FileReading.Run<CentreDirectory>(text, fileName, (file, reading) =>
        {
            var centres = file.Maps("centres").Select(fields => ReadCentre(fields, reading)).ToList();
            file.Finish();
            if (centres.Count == 0 && file.IsSound)
                file.Wrong("centres", "the directory has no centre", "write at least one below 'centres:'", 0);
            foreach (var problem in DirectoryRules.Check(centres, regions))
                reading.Add(problem);
            return () => new CentreDirectory(centres);
        });

    /// <summary>
    /// The directory with one centre changed by a JSON merge patch (RFC 7396): what it names is replaced, what it names as null goes, all else stays. A line that it names without
    /// number keeps the one that it has, so that nobody needs to know numbers to change a centre.
    /// </summary>
    public static FileResult<CentreDirectory> ReadChange(string patch, Centre before, CentreDirectory directory, RegionMap regions)
    {
        JsonObject fields = WriteCentre(before, NumbersInFile.All);
        try
        {
            if (JsonNode.Parse(patch, documentOptions: new() { AllowDuplicateProperties = false }) is not JsonObject changes)
                return new(null, [new("body", 1, "", "this is no map of fields", "write a JSON object of the fields to change")]);
            Merge(fields, changes);
        }
        catch (JsonException)
        {
            return new(null, [new("body", 1, "", "this is no JSON, or names a field twice", "write a JSON object of the fields to change")]);
        }

        KeepNumbers(fields, before);
        return FileReading.Run<CentreDirectory>(fields.ToJsonString(), "body", (file, reading) =>
        {
            var centre = ReadCentre(file, reading);
            if (centre.Id != before.Id)
                file.Wrong("id", "a centre keeps its id: rosters and statistics know it by it", "leave the id out", 0);
            List<Centre> centres = [.. directory.Centres.Select(each => each.Id == before.Id ? centre : each)];
            var changed = new HashSet<object>([centre, .. centre.Lines, .. centre.Counsellors], ReferenceEqualityComparer.Instance);
            foreach (var problem in DirectoryRules.Check(centres, regions).Where(problem => changed.Contains(problem.Subject) || (problem.Other is { } other && changed.Contains(other))))
                reading.Add(problem with { Subject = changed.Contains(problem.Subject) ? problem.Subject : problem.Other!, Other = null });
            return () => new CentreDirectory(centres);
        });
    }

    private static void Merge(JsonObject into, JsonObject changes)
    {
        foreach (var (field, value) in changes)
        {
            if (value is JsonObject inner && into[field] is JsonObject there)
                Merge(there, inner);
            else
                into[field] = value?.DeepClone();
        }
    }

    private static void KeepNumbers(JsonObject centre, Centre before)
    {
        foreach (var line in (centre["lines"] as JsonArray ?? []).OfType<JsonObject>().Where(line => line["number"] is null && line["endpoint"] is null))
        {
            if (before.Lines.FirstOrDefault(known => line["id"] is JsonValue id && id.GetValueKind() is JsonValueKind.String && known.Id == id.GetValue<string>()) is { Number.Length: > 0 } kept)
                line["number"] = kept.Number;
        }
    }

    /// <summary>What <see cref="Read"/> reads, given back. A file without numbers is for people; it can't be loaded again.</summary>
    public static string Write(CentreDirectory directory, FileFormat format, NumbersInFile numbers) => FileWriting.Write(
        new JsonObject { ["centres"] = new JsonArray([.. directory.Centres.Select(centre => WriteCentre(centre, numbers))]) }, format);

    /// <summary>As JSON for staff: no number, and each secret centre closed.</summary>
    public static string WriteForStaff(CentreDirectory directory) => FileWriting.Write(
        new JsonObject { ["centres"] = new JsonArray([.. directory.Centres.Select(WriteForStaff)]) }, FileFormat.Json);

    /// <inheritdoc cref="WriteForStaff(CentreDirectory)"/>
    public static string WriteForStaff(Centre centre, bool opened) => FileWriting.Write(opened ? WriteCentre(centre, NumbersInFile.None) : WriteForStaff(centre), FileFormat.Json);

    /// <summary>Of a secret centre nothing but its town: what it is called, what it offers, until when and who works there all help to find it.</summary>
    private static JsonObject WriteForStaff(Centre centre) => centre.Secret
        ? new() { ["id"] = centre.Id, ["town"] = centre.Town, ["region"] = centre.Region, ["secret"] = true }
        : WriteCentre(centre, NumbersInFile.None);

    private static JsonObject WriteCentre(Centre centre, NumbersInFile numbers) => new()
    {
        ["id"] = centre.Id,
        ["kind"] = FileWords.Kinds.WordFor(centre.Kind),
        ["name"] = new JsonObject { ["ky"] = centre.Name.Ky, ["ru"] = centre.Name.Ru, ["en"] = centre.Name.En },
        ["town"] = centre.Town,
        ["region"] = centre.Region,
        ["secret"] = centre.Secret,
        ["languages"] = FileWriting.Words(centre.Languages),
        ["services"] = FileWriting.Words(centre.Services),
        ["shelter"] = centre.Shelter is { } shelter ? WriteShelter(shelter) : null,
        ["validFrom"] = Iso(centre.ValidFrom),
        ["validTo"] = Iso(centre.ValidTo),
        ["sharesStatistics"] = centre.SharesStatistics,
        ["lines"] = new JsonArray([.. centre.Lines.Select(line => WriteLine(
            line, numbers == NumbersInFile.All || (numbers == NumbersInFile.NotSecret && !centre.Secret)))]),
        ["counsellors"] = new JsonArray([.. centre.Counsellors.Select(WriteCounsellor)]),
    };

    private static JsonObject WriteShelter(Shelter shelter) => new()
    {
        ["places"] = shelter.Places,
        ["maxDays"] = shelter.MaxDays,
        ["children"] = shelter.Children,
        ["boysUpTo"] = shelter.BoysUpTo,
    };

    private static JsonObject WriteCounsellor(Counsellor person) => new()
    {
        ["id"] = person.Id,
        ["languages"] = FileWriting.Words(person.Languages),
        ["gender"] = person.Gender is { } gender ? FileWords.Genders.WordFor(gender) : null,
    };

    private static string? Iso(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static JsonObject WriteLine(Line line, bool withNumber)
    {
        var fields = new JsonObject { ["id"] = line.Id, ["capacity"] = line.Capacity, ["takenByKey"] = line.TakenByKey };
        if (line.Endpoint is { } endpoint)
            fields["endpoint"] = endpoint;
        else if (withNumber)
            fields["number"] = line.Number;
        if (line.Languages is { } languages)
            fields["languages"] = FileWriting.Words(languages);
        return fields;
    }

    private static Centre ReadCentre(FileFields fields, FileReading reading)
    {
        var centre = new Centre
        {
            Id = fields.Text("id", "ak-jurok"),
            Kind = fields.OneOf("kind", FileWords.Kinds) ?? CentreKind.CrisisCentre,
            Name = ReadName(fields),
            Town = fields.Text("town", "Osh"),
            Region = fields.Text("region", "osh-city"),
            Secret = fields.Flag("secret"),
            Languages = fields.Texts("languages", LanguagesExample) ?? [],
            Services = fields.Texts("services", "[legal, psychologist]") ?? [],
            Shelter = ReadShelter(fields),
            ValidFrom = fields.OptionalDate("validFrom"),
            ValidTo = fields.OptionalDate("validTo"),
            SharesStatistics = fields.Flag("sharesStatistics"),
            Lines = [.. fields.Maps("lines").Select(line => ReadLine(line, reading))],
            Counsellors = [.. fields.Maps("counsellors").Select(person => ReadCounsellor(person, reading))],
        };
        return reading.Finish(centre, fields);
    }

    /// <summary>One text is taken for the English name.</summary>
    private static LocalizedText ReadName(FileFields centre)
    {
        if (centre.MapOrNull("name") is not { } name)
            return new(null, null, centre.Text("name", "{ ky: …, ru: …, en: … }"));
        var text = new LocalizedText(name.OptionalText("ky"), name.OptionalText("ru"), name.Text("en", "Crisis Center"));
        name.Finish();
        return text;
    }

    private static Shelter? ReadShelter(FileFields centre)
    {
        if (centre.MapOrNull("shelter") is not { } fields)
        {
            return centre.OptionalText("shelter") is null
                ? null
                : centre.Wrong("shelter", "this is no map of fields", "write shelter: { places: 12, maxDays: 14 }, or 'shelter' among the services", (Shelter?)null);
        }
        var shelter = new Shelter(
            fields.OptionalNumber("places"), fields.OptionalNumber("maxDays"), fields.OptionalFlag("children"), fields.OptionalNumber("boysUpTo"));
        fields.Finish();
        return shelter;
    }

    private static Counsellor ReadCounsellor(FileFields fields, FileReading reading) => reading.Finish(
        new Counsellor
        {
            Id = fields.Text("id", "n-07"),
            Languages = fields.Texts("languages", LanguagesExample) ?? [],
            Gender = fields.OneOf("gender", FileWords.Genders),
        },
        fields);

    private static Line ReadLine(FileFields fields, FileReading reading)
    {
        var endpoint = fields.OptionalText("endpoint");
        var line = new Line
        {
            Id = fields.Text("id", "ak-jurok-1"),
            Endpoint = endpoint,
            Number = endpoint is null ? fields.Text("number", "\"0312000000\"") : fields.OptionalText("number") ?? "",
            Capacity = fields.Number("capacity", otherwise: 1),
            TakenByKey = fields.Flag("takenByKey"),
            Languages = fields.Texts("languages", LanguagesExample),
        };
        return reading.Finish(line, fields);
    }
}
