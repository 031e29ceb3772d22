using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Hotline117.UnitTests.Hosting;

/// <summary>A small OpenID Connect provider: it tells over HTTP of itself and its keys, and signs access tokens, good ones and others.</summary>
public sealed class TokenProvider : IAsyncDisposable
{
    public const string Audience = "hotline117-api";

    private readonly WebApplication app;
    private RSA rsa = RSA.Create(2048);
    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private int keys = 1;
    private int asked;

    private TokenProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Use((context, next) =>
        {
            Interlocked.Increment(ref asked);
            if (!Away)
            {
                return next(context);
            }

            context.Abort();
            return Task.CompletedTask;
        });
        app.MapGet("/.well-known/openid-configuration", () => new { issuer = Issuer, jwks_uri = $"{Issuer}/keys" });
        app.MapGet("/keys", () =>
        {
            var (mine, point) = (rsa.ExportParameters(false), ec.ExportParameters(false).Q);
            return new
            {
                keys = new object[]
                {
                    new { kty = "RSA", kid = RsaKey, use = "sig", n = Base64UrlEncoder.Encode(mine.Modulus), e = Base64UrlEncoder.Encode(mine.Exponent) },
                    new { kty = "EC", kid = "ec", use = "sig", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) },
                },
            };
        });
    }

    public string Issuer => app.Urls.First();

    public string RsaKey => $"rsa-{keys}";

    /// <summary>Whoever connects is cut off.</summary>
    public bool Away { get; set; }

    /// <summary>How often it was asked anything.</summary>
    public int Asked => asked;

    public static async Task<TokenProvider> StartAsync()
    {
        var provider = new TokenProvider();
        await provider.app.StartAsync();
        return provider;
    }

    /// <summary>From now on it signs with another key, and tells of the former one no more.</summary>
    public void ChangeKey()
    {
        rsa.Dispose();
        (rsa, keys) = (RSA.Create(2048), keys + 1);
    }

    /// <param name="header">What the header says instead; null for a field that it lacks.</param>
    /// <param name="claims">What the token says instead.</param>
    /// <param name="sign">How it is signed; with the RSA key unless told.</param>
    public string Token(string client = "dashboard", (string Name, object? Value)[]? header = null, (string Name, object? Value)[]? claims = null, Func<byte[], byte[]>? sign = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var head = With(new() { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = RsaKey }, header);
        var body = With(
            new()
            {
                ["iss"] = Issuer,
                ["aud"] = Audience,
                ["sub"] = client,
                ["client_id"] = client,
                ["iat"] = now.ToUnixTimeSeconds(),
                ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
                ["jti"] = Guid.NewGuid().ToString("N"),
            },
            claims);
        var text = $"{Base64UrlEncoder.Encode(head)}.{Base64UrlEncoder.Encode(body)}";
        return $"{text}.{Base64UrlEncoder.Encode((sign ?? SignRsa)(Encoding.ASCII.GetBytes(text)))}";
    }

    public byte[] SignRsa(byte[] text) => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public byte[] SignPss(byte[] text) => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

    public byte[] SignEc(byte[] text) => ec.SignData(text, HashAlgorithmName.SHA256);

    /// <summary>As whoever would who takes the public key for a shared secret.</summary>
    public byte[] SignWithPublicKey(byte[] text) => HMACSHA256.HashData(Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), text);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
        ec.Dispose();
    }

    private static string With(Dictionary<string, object?> fields, (string Name, object? Value)[]? others)
    {
        foreach (var (name, value) in others ?? [])
        {
            fields[name] = value;
        }

        return JsonSerializer.Serialize(fields.Where(field => field.Value is not null).ToDictionary());
    }
}
