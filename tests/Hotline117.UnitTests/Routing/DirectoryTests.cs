using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Routing.Directory;

namespace Hotline117.UnitTests.Routing;

public sealed class DirectoryTests
{
    private static readonly Centre Secret = new()
    {
        Id = "shelter",
        Name = new LocalizedText("Баш калка", null, "Shelter"),
        Region = "bishkek",
        Town = "Bishkek",
        Secret = true,
        Languages = ["ky"],
        Lines = [new Line { Id = "shelter-1", Number = "0312999001" }],
    };

    [Fact]
    public void A_line_never_shows_its_number()
    {
        var directory = new CentreDirectory([Secret]);
        string[] shown =
        [
            Secret.ToString(), Secret.Lines[0].ToString(), directory.Lines[0].ToString(),
            JsonSerializer.Serialize(Secret), JsonSerializer.Serialize(directory.Lines), JsonSerializer.Serialize(directory),
        ];
        Assert.All(shown, text => Assert.DoesNotContain("999001", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_version_follows_the_content_but_not_a_secret_number()
    {
        var open = Secret with { Secret = false };
        Assert.Matches("^[0-9a-f]{12}$", Version(Secret));
        Assert.Equal(Version(Secret), Version(WithNumber(Secret, "0312999002")));
        Assert.NotEqual(Version(open), Version(WithNumber(open, "0312999002")));
        Assert.NotEqual(Version(Secret), Version(Secret with { Languages = ["ky", "ru"] }));
    }

    [Fact]
    public void Lines_speak_the_centres_languages_unless_they_have_their_own()
    {
        var directory = new CentreDirectory([Secret with { Lines = [Secret.Lines[0], new Line { Id = "shelter-2", Number = "1000", Languages = ["en"] }] }]);
        Assert.Equal(["ky"], directory.FindLine("shelter-1")!.Languages);
        Assert.Equal(["en"], directory.FindLine("shelter-2")!.Languages);
        Assert.Null(directory.FindLine("shelter-3"));
    }

    private static Centre WithNumber(Centre centre, string number) => centre with { Lines = [centre.Lines[0] with { Number = number }] };

    private static string Version(Centre centre) => new CentreDirectory([centre]).Version;
}
