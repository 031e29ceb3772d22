using System.Text;
using CsCheck;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;

namespace Hotline117.UnitTests.Files;

/// <summary>Files that are none, or mean harm.</summary>
public sealed class FileParserTests
{
    private static readonly Geography Country = Geography.Load();

    [Theory]
    [InlineData("", 1, "the file is empty")]
    [InlineData("# only a remark\n\n", 1, "the file is empty")]
    [InlineData("centres:\n  - id: [unclosed\n", 3, "neither YAML nor JSON")]
    [InlineData("centres:\n\t- id: a", 1, "found invalid tab as indentation")]
    [InlineData("{ \"centres\": [ }", 1, "neither YAML nor JSON")]
    [InlineData("\u0000\u0001\u0002PK", 1, "the file is no map of fields")]
    [InlineData("centres: []\n---\ncentres: []", 2, "a second document begins here")]
    [InlineData("just words", 1, "the file is no map of fields")]
    [InlineData("a: &x 1\nb: *x", 1, "anchors (&) and aliases (*) are not allowed")]
    [InlineData("a: 1\nb: *x", 2, "aliases (*) are not allowed")]
    [InlineData("a: !!binary aGVsbG8=", 1, "tags (!) are not allowed")]
    [InlineData("!!z+W9OB&g a", 1, "this is neither YAML nor JSON")]
    [InlineData("? [a, b]\n: 1", 1, "a field's name is a list or a map")]
    public void It_is_said_what_it_is_instead(string text, int line, string what)
    {
        var problem = Read(text).Problems[0];
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.True(line == problem.Line, problem.ToString());
        Assert.NotEmpty(problem.Remedy);
    }

    [Fact]
    public void More_than_five_megabytes_are_not_looked_at()
    {
        var problem = Assert.Single(Read(new string(' ', 5_000_001)).Problems);
        Assert.Equal("directory.yaml:1: the file is larger than 5 MB, split it or check that it is the right one", problem.ToString());
    }

    [Fact]
    public void A_bomb_of_aliases_does_not_go_off()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 40; i++)
            bomb.Append(null, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]\n");
        Assert.Contains("anchors", Assert.Single(Read(bomb.ToString()).Problems).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{a: ", "")]
    [InlineData("- ", "x")]
    [InlineData("? ", "x")]
    public void A_million_levels_end_at_the_sixteenth(string level, string innermost)
    {
        var text = "centres: \n  " + string.Concat(Enumerable.Repeat(level, 1_000_000)) + innermost;
        Assert.Contains("more than 16 levels", Assert.Single(Read(text).Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_full_of_mistakes_lists_two_hundred_of_them_and_counts_the_rest()
    {
        var problems = Read("centres:\n" + string.Concat(Enumerable.Repeat("  - mistake\n", 1_000))).Problems;
        Assert.Equal(201, problems.Count);
        Assert.Equal("800 more things are wrong", problems[^1].What);
    }

    [Fact]
    public void Json_with_tabs_and_escapes_is_read_too()
    {
        var json = "{\n\t\"centres\": [\n\t\t{\"id\":\"a\",\"name\":{\"en\":\"A \\/ \\u0416\",\"ky\":null},\"town\":\"T\",\"region\":\"osh\",\"languages\":[\"ky\"],\"lines\":[{\"id\":\"a-1\",\"number\":\"1000\",\"capacity\":3}]}\n\t]\n}\n";
        var result = Read(json);
        Assert.Empty(result.Problems);
        Assert.Equal(("A / Ж", 3), (result.Value!.Centres[0].Name.En, result.Value.Lines[0].Line.Capacity));
    }

    [Fact]
    public void Whatever_stands_in_a_file_the_answer_is_a_value_or_problems() =>
        Gen.OneOf(Gen.String, Mangled()).Sample(
            text =>
            {
                var result = Read(text);
                Assert.NotEqual(result.IsValid, result.Problems.Count > 0);
                Assert.All(result.Problems, problem => Assert.True(problem.Line > 0));
            },
            iter: 5_000);

    /// <summary>The sample directory with a few pieces of it put where they don't belong.</summary>
    private static Gen<string> Mangled()
    {
        var sample = Architecture.Repository.Text("src", "Hotline117.AppHost", "samples", "directory.yaml");
        return Gen.Select(Gen.Int[0, sample.Length], Gen.Int[0, 200], Gen.Int[0, sample.Length], (at, length, to) =>
            sample.Insert(to, sample.Substring(at, Math.Min(length, sample.Length - at)))[(at / 2)..]);
    }

    private static FileResult<Hotline117.Routing.Directory.CentreDirectory> Read(string text) => DirectoryFile.Read(text, "directory.yaml", Country.Regions);
}
