using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hotline117.Asterisk;
using Hotline117.Asterisk.Actions;
using static Hotline117.UnitTests.Asterisk.AmiWorld;

namespace Hotline117.UnitTests.Asterisk;

public sealed class TlsTests : IDisposable
{
    private readonly X509Certificate2 _certificate = SelfSigned("pbx.example");

    [Fact]
    public async Task Actions_and_events_pass_over_TLS_to_a_certificate_that_the_caller_accepts()
    {
        await using var world = await ConnectedAsync(options => options with
        {
            UseTls = true,
            TlsTargetHost = "pbx.example",
            ServerCertificateValidation = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.GetCertHashString(),
        }, new() { Certificate = _certificate });
        using var hangups = world.Client.Subscribe("Hangup");
        Assert.True((await world.Client.SendAsync(new PingAction(), Deadline)).IsSuccess);
        await world.Session.SendAsync("Event: Hangup\nUniqueid: 1.1");
        Assert.Equal("1.1", (await hangups.NextEventAsync())["Uniqueid"]);
    }

    [Fact]
    public async Task A_certificate_that_the_system_does_not_trust_is_a_TLS_fault()
    {
        await using var world = Begun(options => options with { UseTls = true }, new() { Certificate = _certificate });
        await world.FaultAsync(AmiFaultKind.Tls);
    }

    [Fact]
    public async Task TLS_to_a_port_without_TLS_is_a_TLS_fault()
    {
        await using var world = Begun(options => options with { UseTls = true });
        await world.FaultAsync(AmiFaultKind.Tls);
    }

    public void Dispose() => _certificate.Dispose();

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
