using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;

namespace Hotline117.UnitTests.Files;

public sealed class DirectoryFileTests
{
    private static readonly Geography Country = Geography.Load();

    private const string Good =
        """
        centres:
          - id: ak-jurok
            name: { ky: Ак жүрөк, ru: Ак-Журок, en: Ak-Jurok }
            town: Osh
            region: osh-city
            languages: [ky, uz]
            lines:
              - id: ak-jurok-1
                number: "0322200001"
                capacity: 2
              - id: ak-jurok-2
                number: 0322200002
                languages: [ru]
          - id: shelter
            name: Shelter
            town: Bishkek
            region: bishkek
            secret: true
            languages: [ky]
            lines: []
        """;

    [Fact]
    public void A_good_file_is_read_whole()
    {
        var directory = Read(Good).Value!;
        Assert.Equal(["ak-jurok", "shelter"], directory.Centres.Select(centre => centre.Id));
        Assert.Equal(("Ак жүрөк", "Ак-Журок", "Ak-Jurok"), (directory.Centres[0].Name.Ky, directory.Centres[0].Name.Ru, directory.Centres[0].Name.En));
        Assert.Equal([("0322200001", 2), ("0322200002", 1)], directory.Lines.Select(line => (line.Line.Number, line.Line.Capacity)));
        Assert.Equal(["ru"], directory.FindLine("ak-jurok-2")!.Languages);
        Assert.Equal([false, true], directory.Centres.Select(centre => centre.Secret));
        Assert.Equal("Shelter", directory.Centres[1].Name.En);
    }

    [Theory]
    [InlineData("region: osh-city", "region: osh-ciy", 5, "centres[0].region", "there is no region 'osh-ciy'", "write 'osh-city'")]
    [InlineData("region: osh-city", "region: atlantis", 5, "centres[0].region", "there is no region 'atlantis'", "write the id of an oblast")]
    [InlineData("region: osh-city", "# region", 2, "centres[0].region", "this is missing", "region: osh-city")]
    [InlineData("languages: [ky, uz]", "languages: [ky, klingon]", 6, "centres[0].languages", "'klingon' is no language", "use ky, ru, uz, tg, en")]
    [InlineData("languages: [ky, uz]", "languages: ky", 6, "centres[0].languages", "no list of words", "[ky, ru]")]
    [InlineData("languages: [ky, uz]", "languages: [ky, ky]", 6, "centres[0].languages", "'ky' is named twice", "once")]
    [InlineData("languages: [ky, uz]", "languages: []", 6, "centres[0].languages", "speaks no language", "at least one")]
    [InlineData("id: ak-jurok-2", "id: ak-jurok-1", 11, "centres[0].lines[1].id", "'ak-jurok-1' stands in the directory twice (line 8)", "an id of its own")]
    [InlineData("id: shelter", "id: ak-jurok", 14, "centres[1].id", "'ak-jurok' stands in the directory twice (line 2)", "an id of its own")]
    [InlineData("id: ak-jurok-2", "id: Ak_Jurok", 11, "centres[0].lines[1].id", "'Ak_Jurok' is no id", "a–z")]
    [InlineData("number: 0322200002", "number: \"0322200001\"", 12, "centres[0].lines[1].number", "the line 'ak-jurok-1' has the same number (line 8)", "capacity of both")]
    [InlineData("number: 0322200002", "number: ask at the desk", 12, "centres[0].lines[1].number", "can't be dialled", "3 to 20 digits")]
    [InlineData("number: 0322200002", "capacity: 1", 11, "centres[0].lines[1].number", "this is missing", "number:")]
    [InlineData("number: 0322200002", "number: ~", 12, "centres[0].lines[1].number", "this is missing", "number:")]
    [InlineData("number: 0322200002", "number: [1, 2]", 12, "centres[0].lines[1].number", "a list or a map stands where one value belongs", "one value")]
    [InlineData("capacity: 2", "capacity: two", 10, "centres[0].lines[0].capacity", "no whole number", "digits only")]
    [InlineData("capacity: 2", "capacity: 0", 10, "centres[0].lines[0].capacity", "can't take 0 calls", "from 1 to 100")]
    [InlineData("capacity: 2", "takenByKey: sometimes", 10, "centres[0].lines[0].takenByKey", "neither true nor false", "one of the two")]
    [InlineData("capacity: 2", "capacty: 2", 10, "centres[0].lines[0].capacty", "there is no such field", "write 'capacity'")]
    [InlineData("capacity: 2", "number: \"1000\"", 10, "centres[0].lines[0].number", "the field is written twice (line 9)", "keep one")]
    [InlineData("secret: true", "secret: perhaps", 18, "centres[1].secret", "neither true nor false", "one of the two")]
    [InlineData("lines: []", "lines: none", 20, "centres[1].lines", "this is no list", "below it")]
    [InlineData("lines: []", "lines: [none]", 20, "centres[1].lines[0]", "this is no map of fields", "its fields")]
    [InlineData("name: Shelter", "name: { ky: Башкалка }", 15, "centres[1].name.en", "this is missing", "en:")]
    public void Each_mistake_is_named_with_its_line_its_field_and_its_remedy(string right, string wrong, int line, string field, string what, string remedy)
    {
        var problem = Assert.Single(Read(Good.Replace(right, wrong, StringComparison.Ordinal)).Problems);
        Assert.Equal(("directory.yaml", line, field), (problem.File, problem.Line, problem.Field));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
        Assert.StartsWith($"directory.yaml:{line}: {field}: ", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_named_at_once_and_nothing_is_taken()
    {
        var result = Read(Good
            .Replace("osh-city", "atlantis", StringComparison.Ordinal)
            .Replace("capacity: 2", "capacity: many", StringComparison.Ordinal)
            .Replace("[ru]", "[xx]", StringComparison.Ordinal)
            .Replace("town: Bishkek", "twon: Bishkek", StringComparison.Ordinal));
        Assert.Null(result.Value);
        Assert.False(result.IsValid);
        Assert.Equal([5, 10, 13, 14, 16], result.Problems.Select(problem => problem.Line));
    }

    [Theory]
    [InlineData("number: 0322200002", "number: \"0322 20-00-02\"")]
    [InlineData("number: 0322200002", "number: 0322200001")]
    [InlineData("number: 0322200002", "number: [0322200002]")]
    public void No_message_repeats_a_number(string right, string wrong)
    {
        var problem = Assert.Single(Read(Good.Replace(right, wrong, StringComparison.Ordinal)).Problems);
        Assert.DoesNotContain("0322", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("centres: []", "the directory has no centre")]
    [InlineData("{}", "the directory has no centre")]
    [InlineData("centers: []", "there is no such field")]
    [InlineData("- id: ak-jurok", "the file is no map of fields")]
    public void A_file_without_centres_is_no_directory(string text, string what) => Assert.Contains(what, Read(text).Problems[0].What, StringComparison.Ordinal);

    [Theory]
    [InlineData(FileFormat.Yaml)]
    [InlineData(FileFormat.Json)]
    public void What_is_written_is_read_back_the_same(FileFormat format)
    {
        var directory = Read(Good).Value!;
        var again = Read(DirectoryFile.Write(directory, format, NumbersInFile.All)).Value!;
        Assert.Equal(directory.Version, again.Version);
        Assert.Equal(directory.Lines.Select(line => line.Line.Number), again.Lines.Select(line => line.Line.Number));
    }

    [Theory]
    [InlineData(FileFormat.Yaml)]
    [InlineData(FileFormat.Json)]
    public void Numbers_are_written_only_where_they_may_be(FileFormat format)
    {
        var secret = Good.Replace("lines: []", "lines: [{ id: shelter-1, number: 0312999001 }]", StringComparison.Ordinal);
        var directory = Read(secret).Value!;
        Assert.Equal([false, false], Shown(NumbersInFile.None));
        Assert.Equal([true, false], Shown(NumbersInFile.NotSecret));
        Assert.Equal([true, true], Shown(NumbersInFile.All));
        bool[] Shown(NumbersInFile numbers)
        {
            var text = DirectoryFile.Write(directory, format, numbers);
            return [text.Contains("0322200001", StringComparison.Ordinal), text.Contains("0312999001", StringComparison.Ordinal)];
        }
    }

    [Theory]
    [InlineData(FileFormat.Yaml)]
    [InlineData(FileFormat.Json)]
    public void A_line_is_taken_by_key_only_where_the_file_says_so(FileFormat format)
    {
        var directory = Read(Good.Replace("capacity: 2", "takenByKey: true", StringComparison.Ordinal)).Value!;
        var again = Read(DirectoryFile.Write(directory, format, NumbersInFile.All)).Value!;
        Assert.Equal([true, false], again.Lines.Select(line => line.Line.TakenByKey));
        Assert.NotEqual(Read(Good.Replace("capacity: 2", "capacity: 1", StringComparison.Ordinal)).Value!.Version, directory.Version);
    }

    [Fact]
    public void One_centre_is_changed_by_the_fields_that_are_named_and_its_lines_keep_their_numbers()
    {
        var before = Read(Good).Value!;
        var centre = before.Lines[0].Centre;

        var changed = Change($$"""{"name":{"ru":"Новое имя"},"languages":["ky"],"validTo":"2099-12-31","shelter":null,"lines":[{"id":"{{before.Lines[0].Id}}","capacity":7}]}""", centre, before).Value!;

        var after = changed.FindCentre(centre.Id)!;
        Assert.Equal((centre.Name with { Ru = "Новое имя" }, centre.Town, new DateOnly(2099, 12, 31), null), (after.Name, after.Town, after.ValidTo!.Value, after.Shelter));
        Assert.Equal((before.Lines[0].Line.Number, 7), (after.Lines[0].Number, after.Lines[0].Capacity));
        Assert.Equal(before.Centres.Count, changed.Centres.Count);
        var back = Change("{}", after, changed).Value!;
        Assert.Equal(changed.Version, back.Version);
    }

    [Fact]
    public void All_that_is_wrong_with_a_change_is_told_by_field_and_no_number_with_it()
    {
        var before = Read(Good).Value!;
        var centre = before.Lines[0].Centre;

        var problems = Change("""{"id":"other","name":{"en":null},"languages":[],"region":"nowhere","phone":"1","lines":[{"id":"new-line"},{"id":"bad","number":"0779-58"}]}""", centre, before).Problems;

        Assert.Equal(["id", "languages", "lines[0].number", "lines[1].number", "name.en", "phone", "region"], problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
        Assert.All(problems, problem => Assert.DoesNotContain("0779", problem.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("name: x")]
    [InlineData("""{"town":"a","town":"b"}""")]
    public void A_change_that_is_no_map_of_fields_is_refused(string patch)
    {
        var before = Read(Good).Value!;
        Assert.Single(Change(patch, before.Centres[0], before).Problems);
    }

    private static FileResult<CentreDirectory> Change(string patch, Centre centre, CentreDirectory directory) => DirectoryFile.ReadChange(patch, centre, directory, Country.Regions);

    private static FileResult<CentreDirectory> Read(string text) => DirectoryFile.Read(text, "directory.yaml", Country.Regions);
}
