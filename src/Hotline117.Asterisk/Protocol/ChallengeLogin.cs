using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Hotline117.Asterisk.Actions;

namespace Hotline117.Asterisk.Protocol;

/// <summary>Login without sending the secret: MD5 of the server's challenge and the secret (main/manager.c, <c>authenticate</c>).</summary>
internal static class ChallengeLogin
{
    public static AmiAction Challenge() => new("Challenge", ("AuthType", "MD5"));

    public static AmiAction Login(AmiClientOptions options, string challenge) => new("Login",
        ("AuthType", "MD5"), ("Username", options.User), ("Key", Key(challenge, options.Secret)), ("Events", options.EventMask));

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The protocol knows no other.")]
    private static string Key(string challenge, string secret) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(challenge + secret)));

    public static AmiFault Refused(AmiClientOptions options, string message) =>
        message.Contains("already in use", StringComparison.OrdinalIgnoreCase)
            ? new(AmiFaultKind.LoginAlreadyInUse,
                $"{options}: user '{options.User}' is logged in already and has allowmultiplelogin=no: end the other session or allow it")
            : new(AmiFaultKind.AuthenticationFailed,
                $"{options}: login refused ('{message}'): check user, secret and permit/deny in manager.conf");
}
