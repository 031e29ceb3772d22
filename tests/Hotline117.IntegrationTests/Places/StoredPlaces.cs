using Hotline117.AppHost;
using Hotline117.AppHost.Progress;
using Hotline117.IntegrationTests.Parts;
using StackExchange.Redis;

namespace Hotline117.IntegrationTests.Places;

/// <summary>A real Redis, for the tests of one class.</summary>
public sealed class StoredPlaces : IAsyncLifetime
{
    private HotlineStack stack = null!;

    public IConnectionMultiplexer Redis { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        stack = await HotlineStack.StartAsync(TestStack.Servers("places"), Steps.Silent(), TestContext.Current.CancellationToken);
        Redis = await ConnectionMultiplexer.ConnectAsync($"{stack.Endpoints.Redis},allowAdmin=true");
    }

    public async ValueTask DisposeAsync()
    {
        await Redis.DisposeAsync();
        await stack.DisposeAsync();
    }
}
