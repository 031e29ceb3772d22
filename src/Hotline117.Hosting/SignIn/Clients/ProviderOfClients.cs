using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect.Configuration;

namespace Hotline117.Hosting.SignIn.Clients;

/// <summary>
/// The provider's issuer and keys, read when the first token comes and anew from time to time. Once read they hold while the provider is away. Until then
/// it is asked once in a few seconds, however many tokens come, and all of them wait for the same answer.
/// </summary>
internal sealed class ProviderOfClients : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);
    private const int LargestAnswer = 1024 * 1024;

    private readonly TimeProvider time;
    private readonly ILogger<ProviderOfClients> log;
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    private readonly Lock door = new();
    private DateTimeOffset askAgain = DateTimeOffset.MinValue;
    private Task<bool> asked = Task.FromResult(false);

    public ProviderOfClients(ApiClientSettings settings, TimeProvider time, ILogger<ProviderOfClients> log)
    {
        (this.time, this.log) = (time, log);
        Configuration = new(
            settings.Discovery.AbsoluteUri,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(http) { RequireHttps = settings.Authority.Scheme == Uri.UriSchemeHttps },
            new OpenIdConnectConfigurationValidator { MinimumNumberOfKeys = 1 })
        {
            AutomaticRefreshInterval = TimeSpan.FromHours(1),
            // A token with a key that is not known yet has the keys read anew, but not each one of them.
            RefreshInterval = TimeSpan.FromMinutes(1),
            // A key that the provider has withdrawn opens nothing more.
            UseLastKnownGoodConfiguration = false,
        };
    }

    public ConfigurationManager<OpenIdConnectConfiguration> Configuration { get; }

    /// <returns>False while nothing has been read yet.</returns>
    public Task<bool> IsAtHandAsync()
    {
        lock (door)
        {
            if (asked.IsCompleted && time.GetUtcNow() >= askAgain)
            {
                asked = AskAsync();
            }

            return asked;
        }
    }

    private async Task<bool> AskAsync()
    {
        try
        {
            await Configuration.GetConfigurationAsync(CancellationToken.None);
            askAgain = DateTimeOffset.MaxValue;
            return true;
        }
        catch (InvalidOperationException e)
        {
            log.LogWarning("The provider of ApiClients can't be read, so tokens are refused; keys go on working: {Reason}", e.GetBaseException().Message);
            askAgain = time.GetUtcNow() + AskAgainAfter;
            return false;
        }
    }

    public void Dispose() => http.Dispose();
}
