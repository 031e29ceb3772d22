using Hotline117.BrowserTests.Chromium;

namespace Hotline117.BrowserTests.World;

/// <summary>The web process of a site whose people sign in at its own provider.</summary>
public sealed class ProviderWorld(Browser browser) : WebWorld(browser)
{
    public ProviderStandIn Provider { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        await Provider.StartAsync();
        await base.InitializeAsync();
    }

    public override Dictionary<string, string> Settings() => new(base.Settings())
    {
        ["SignIn__Provider__Authority"] = Provider.Address,
        ["SignIn__Provider__ClientId"] = ProviderStandIn.ClientId,
        ["SignIn__Provider__ClientSecret"] = ProviderStandIn.ClientSecret,
        ["SignIn__Provider__Name"] = "Tunduk",
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
