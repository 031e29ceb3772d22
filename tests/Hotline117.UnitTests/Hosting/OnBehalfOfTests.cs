using Hotline117.Hosting.SignIn;

namespace Hotline117.UnitTests.Hosting;

public sealed class OnBehalfOfTests
{
    [Theory]
    [InlineData("dispatcher", "aida")]
    [InlineData("supervisor", "Айгүл О. / 2")]
    [InlineData("coordinator", "gulnara")]
    [InlineData("coordinator", "gulnara", "ak-jurok")]
    public void Whoever_is_named_is_read_back(string role, string account, string? centre = null)
    {
        var person = new OnBehalfOf(role, account, centre);

        Assert.True(person.ToString().All(char.IsAscii));
        Assert.Equal(person, OnBehalfOf.Read(person.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("aida")]
    [InlineData("dispatcher/")]
    [InlineData("dispatcher/%20aida")]
    [InlineData("dispatcher/aida%0A")]
    [InlineData("dispatcher/a/b")]
    [InlineData("coordinator/a/")]
    [InlineData("coordinator/a/b/c")]
    [InlineData("service/web")]
    [InlineData("monitor/web")]
    [InlineData("Dispatcher/aida")]
    public void What_names_no_person_is_nobody(string? written) => Assert.Null(OnBehalfOf.Read(written));
}
