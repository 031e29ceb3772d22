using Hotline117.Hosting.SignIn;

namespace Hotline117.Web.Shared;

/// <summary>Where another service is, and the key it knows this one by.</summary>
public sealed record ServiceAddress(Uri Url, string ApiKey)
{
    /// <summary>Until the headers of an answer; a stream may then last for ever.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    /// <summary>Adds an <see cref="HttpClient"/> for this service, to be had from the factory by <paramref name="name"/>.</summary>
    public void AddClient(IServiceCollection services, string name) => services
        .AddHttpClient(name, http =>
        {
            http.BaseAddress = Url;
            http.Timeout = AnswerWithin;
            http.DefaultRequestHeaders.Add(ApiKeyAuthentication.Header, ApiKey);
        })
        .UseSocketsHttpHandler((handler, _) =>
        {
            handler.ConnectTimeout = TimeSpan.FromSeconds(2);
            handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers(); // Those that call say what matters, once.
}
