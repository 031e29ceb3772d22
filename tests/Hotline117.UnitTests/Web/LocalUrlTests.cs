using Hotline117.Web.Shared;

namespace Hotline117.UnitTests.Web;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/dispatch?a=b")]
    [InlineData("/")]
    public void An_address_of_this_site_is_followed(string url) => Assert.Equal(url, LocalUrl.OrRoot(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("dispatch")]
    public void Any_other_leads_home(string? url) => Assert.Equal("/", LocalUrl.OrRoot(url));
}
