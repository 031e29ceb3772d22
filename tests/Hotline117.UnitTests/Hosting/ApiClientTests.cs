using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Hotline117.Hosting.SignIn;

namespace Hotline117.UnitTests.Hosting;

public sealed class ApiClientTests(ServiceWithClients service) : IClassFixture<ServiceWithClients>
{
    private static readonly (string, string) Key = (ApiKeyAuthentication.Header, ServiceWithClients.MinistryKey);

    public static TheoryData<string> GoodTokens => [.. Good.Keys];

    private static readonly Dictionary<string, Func<TokenProvider, string>> Good = new()
    {
        ["by RSA"] = provider => provider.Token(),
        ["by RSA-PSS"] = provider => provider.Token(header: [("alg", "PS256")], sign: provider.SignPss),
        ["by an elliptic curve"] = provider => provider.Token(header: [("alg", "ES256"), ("kid", "ec")], sign: provider.SignEc),
        ["of an older provider"] = provider => provider.Token(header: [("typ", "JWT")]),
        ["without a type"] = provider => provider.Token(header: [("typ", null)]),
        ["for us among others"] = provider => provider.Token(claims: [("aud", new[] { "account", TokenProvider.Audience })]),
        ["over for a moment"] = provider => provider.Token(claims: [("exp", InSeconds(-5))]),
    };

    [Theory]
    [MemberData(nameof(GoodTokens))]
    public async Task A_client_with_a_good_token_is_let_in_under_its_name(string token)
    {
        using var answer = await service.AskAsync("/figures", Good[token](service.Provider));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("client:dashboard", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static TheoryData<string> BadTokens => [.. Bad.Keys];

    private static readonly Dictionary<string, Func<TokenProvider, string>> Bad = new()
    {
        ["for somebody else"] = provider => provider.Token(claims: [("aud", "another-api")]),
        ["for nobody"] = provider => provider.Token(claims: [("aud", null)]),
        ["over"] = provider => provider.Token(claims: [("exp", InSeconds(-60))]),
        ["without an end"] = provider => provider.Token(claims: [("exp", null)]),
        ["not yet begun"] = provider => provider.Token(claims: [("nbf", InSeconds(600))]),
        ["of another issuer"] = provider => provider.Token(claims: [("iss", "https://login.example.org")]),
        ["of no issuer"] = provider => provider.Token(claims: [("iss", null)]),
        ["unsigned"] = provider => provider.Token(header: [("alg", "none"), ("kid", null)], sign: _ => []),
        ["unsigned, with a key's id"] = provider => provider.Token(header: [("alg", "none")], sign: _ => []),
        ["signed with the public key"] = provider => provider.Token(header: [("alg", "HS256")], sign: provider.SignWithPublicKey),
        ["signed with the public key, of no id"] = provider => provider.Token(header: [("alg", "HS256"), ("kid", null)], sign: provider.SignWithPublicKey),
        ["signed by somebody else"] = provider => provider.Token(sign: SignByOther),
        ["signed by somebody else, of a key nobody knows"] = provider => provider.Token(header: [("kid", "unknown")], sign: SignByOther),
        ["changed after it was signed"] = provider => $"{provider.Token().Split('.')[0]}.{provider.Token().Split('.')[1]}.{provider.Token().Split('.')[2]}",
        ["that is another kind of token"] = provider => provider.Token(header: [("typ", "logout+jwt")]),
        ["of a client that nobody has listed"] = provider => provider.Token("somebody"),
        ["of a client in other letters"] = provider => provider.Token("Dashboard"),
        ["of two clients"] = provider => provider.Token(claims: [("client_id", new[] { "dashboard", "rescue-112" })]),
        ["of no client"] = provider => provider.Token(claims: [("client_id", null)]),
        ["that is none"] = _ => "dashboard",
    };

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_token_is_refused_that_is(string token)
    {
        using var answer = await service.AskAsync("/figures", Bad[token](service.Provider));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.StartsWith("Bearer error=\"invalid_token\"", Challenge(answer), StringComparison.Ordinal);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, await service.StatusAsync(service.Provider.Token()));
    }

    [Theory]
    [InlineData("dashboard", "/figures", HttpStatusCode.OK)]
    [InlineData("dashboard", "/lines", HttpStatusCode.Forbidden)]
    [InlineData("dashboard", "/metrics", HttpStatusCode.Forbidden)]
    [InlineData("rescue-112", "/lines", HttpStatusCode.OK)]
    [InlineData("rescue-112", "/figures", HttpStatusCode.Forbidden)]
    [InlineData("prometheus", "/metrics", HttpStatusCode.OK)]
    [InlineData("prometheus", "/lines", HttpStatusCode.Forbidden)]
    public async Task A_client_may_what_its_role_may(string client, string path, HttpStatusCode expected)
    {
        // What the provider says of roles is not asked.
        using var answer = await service.AskAsync(path, service.Provider.Token(client, claims: [("role", Roles.Service), ("roles", new[] { Roles.Administrator }), (ClaimTypes.Role, Roles.Administrator)]));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.Forbidden ? "Bearer error=\"insufficient_scope\"" : "", Challenge(answer));
    }

    [Fact]
    public async Task A_key_goes_on_opening_what_it_opened_and_who_has_neither_is_told_of_tokens()
    {
        using var known = await service.AskAsync("/figures", headers: Key);
        using var unknown = await service.AskAsync("/figures", headers: (ApiKeyAuthentication.Header, "wrong"));
        using var neither = await service.AskAsync("/figures");

        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.Equal("key:ministry", await known.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (unknown.StatusCode, Challenge(unknown)));
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (neither.StatusCode, Challenge(neither)));
    }

    [Theory]
    [InlineData(ApiKeyAuthentication.Header, ServiceWithClients.MinistryKey)]
    [InlineData(ApiKeyAuthentication.Header, "wrong")]
    [InlineData(OnBehalfOf.Header, "supervisor/aida")]
    public async Task Who_sends_a_token_and_something_else_is_told_to_choose(string header, string value)
    {
        using var answer = await service.AskAsync("/figures", service.Provider.Token(), (header, value));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("Bearer error=\"invalid_request\"", Challenge(answer), StringComparison.Ordinal);
        Assert.Contains("not both", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_provider_is_away_keys_open_and_tokens_wait_for_it_and_it_is_asked_once_in_a_while()
    {
        await using var own = await ServiceWithClients.StartAsync();
        own.Provider.Away = true;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => own.StatusAsync(own.Provider.Token())));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        Assert.Equal(1, own.Provider.Asked);
        using (var key = await own.AskAsync("/figures", headers: Key))
        {
            Assert.Equal(HttpStatusCode.OK, key.StatusCode);
        }

        using (var refused = await own.AskAsync("/figures", own.Provider.Token()))
        {
            Assert.Equal("5", refused.Headers.RetryAfter?.ToString());
            Assert.Contains("can't be reached", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        own.Provider.Away = false;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await own.StatusAsync(own.Provider.Token()));
        Assert.Equal(1, own.Provider.Asked);

        own.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await own.StatusAsync(own.Provider.Token()));

        own.Provider.Away = true;
        Assert.Equal(HttpStatusCode.OK, await own.StatusAsync(own.Provider.Token()));
    }

    [Fact]
    public async Task A_new_key_is_learned_and_one_that_was_withdrawn_opens_nothing_more()
    {
        await using var own = await ServiceWithClients.StartAsync();
        var former = own.Provider.Token();
        Assert.Equal(HttpStatusCode.OK, await own.StatusAsync(former));

        own.Provider.ChangeKey();

        var deadline = Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        while (await own.StatusAsync(own.Provider.Token()) != HttpStatusCode.OK)
        {
            Assert.False(deadline.IsCompleted, "The new key is not known after half a minute.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await own.StatusAsync(former));
    }

    [Fact]
    public async Task Tokens_of_unknown_keys_do_not_have_the_provider_asked_each_time()
    {
        await using var own = await ServiceWithClients.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await own.StatusAsync(own.Provider.Token()));

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await own.StatusAsync(own.Provider.Token(header: [("kid", $"unknown-{i}")], sign: SignByOther)));
        }

        // Twice its description and its keys.
        Assert.InRange(own.Provider.Asked, 2, 4);
    }

    [Fact]
    public async Task Without_the_section_a_token_opens_nothing_and_answers_are_what_they_were()
    {
        await using var own = await ServiceWithClients.StartAsync(hasClients: false);

        using var token = await own.AskAsync("/figures", own.Provider.Token());
        using var key = await own.AskAsync("/figures", headers: Key);

        Assert.Equal((HttpStatusCode.Unauthorized, ""), (token.StatusCode, Challenge(token)));
        Assert.Equal(HttpStatusCode.OK, key.StatusCode);
        Assert.Equal(0, own.Provider.Asked);
    }

    private static byte[] SignByOther(byte[] text)
    {
        using var own = RSA.Create(2048);
        return own.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static long InSeconds(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();

    private static string Challenge(HttpResponseMessage answer) => answer.Headers.WwwAuthenticate.ToString();
}
