using System.Security.Cryptography;
using System.Text;

namespace Hotline117.AppHost.Parts;

/// <summary>The Debian packages that hold every server. Debian 12 has no Asterisk; 14 ("forky") has current versions of all.</summary>
public static class PartPackages
{
    public const string Suite = "forky";

    public static IReadOnlyList<string> Names { get; } =
    [
        "asterisk", "redis-server", "rabbitmq-server", "postgresql-18", "sip-tester",
        "espeak-ng", "sox", "asterisk-moh-opsound-wav", "procps",
        // Of the tests: a clock for one server alone.
        "libfaketime",
    ];

    /// <summary>Changes with the list, so that an older folder or image is never taken for this one.</summary>
    public static string Hash { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Suite} {string.Join(' ', Names)}")))[..8];
}
