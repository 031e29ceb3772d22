using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Hotline117.Hosting;
using Hotline117.Hosting.SignIn;
using Hotline117.Hosting.SignIn.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Hosting;

/// <summary>A service with the sign-in of all services, that answers over HTTP, and before it a provider of tokens.</summary>
public sealed class ServiceWithClients : IAsyncLifetime
{
    public const string MinistryKey = "a-key-of-the-ministry-for-tests";

    private readonly HttpClient http = new();
    private WebApplication service = null!;

    /// <summary>False for a service in whose configuration no clients are.</summary>
    public bool HasClients { get; init; } = true;

    public TokenProvider Provider { get; private set; } = null!;

    /// <summary>By which it waits; a token's own time is the real one.</summary>
    public FakeTimeProvider Time { get; } = new();

    public static async Task<ServiceWithClients> StartAsync(bool hasClients = true)
    {
        var started = new ServiceWithClients { HasClients = hasClients };
        await started.InitializeAsync();
        return started;
    }

    public async ValueTask InitializeAsync()
    {
        Provider = await TokenProvider.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ApiKeys:0:Role"] = Roles.Ministry, ["ApiKeys:0:Key"] = MinistryKey });
        if (HasClients)
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ApiClients:Authority"] = Provider.Issuer,
                ["ApiClients:Audience"] = TokenProvider.Audience,
                ["ApiClients:Clients:0:Id"] = "dashboard",
                ["ApiClients:Clients:0:Role"] = Roles.Ministry,
                ["ApiClients:Clients:1:Id"] = "rescue-112",
                ["ApiClients:Clients:1:Role"] = Roles.Dispatcher,
                ["ApiClients:Clients:2:Id"] = "prometheus",
                ["ApiClients:Clients:2:Role"] = Roles.Monitor,
            });
        }

        builder.AddHotlineDefaults("test").AddApiClients(builder.Configuration);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Logging.ClearProviders();
        service = builder.Build();
        service.UseApiDefaults();
        service.MapGet("/figures", (ClaimsPrincipal who) => who.Identity!.Name).RequireRoles(Roles.Ministry, Roles.Service);
        service.MapGet("/lines", () => "").RequireRoles(Roles.Dispatcher);
        await service.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> AskAsync(string path, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(service.Urls.First()), path));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>How figures are answered.</summary>
    public async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var answer = await AskAsync("/figures", token);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await service.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
