using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Hotline117.AppHost.Servers;

/// <summary>What differs from site to site in telephony-config.</summary>
/// <param name="Name">Makes the ids of channels unique among servers.</param>
/// <param name="Trunk">Where the centres' numbers are rung.</param>
/// <param name="LineKey">16 ASCII letters or digits.</param>
/// <param name="Globals">Values in place of the example's, by name.</param>
/// <param name="Extensions">The site's own part of the dialplan; may be empty.</param>
internal sealed record SwitchSite(
    string Name, int SipPort, int AmiPort, DnsEndPoint Trunk, string AmiSecret, string LineKey, IReadOnlyDictionary<string, string> Globals, string Extensions);

/// <summary>Renders a complete configuration folder: telephony-config as it is, the site's own files, and asterisk.conf with every directory moved.</summary>
internal static class AsteriskConfig
{
    public const string AmiUser = "router";

    /// <summary>Names each start of the switch (<c>name-start</c>), and is there as long as it runs.</summary>
    public const string StartFile = "/run/hotline117-start.conf";

    private static readonly string[] PromptFolders = ["prompts", "recordings"];
    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <param name="folder">Emptied first.</param>
    public static void Render(string telephonyConfig, string folder, string prompts, SwitchSite site)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var siteFolder = Directory.CreateDirectory(Path.Combine(folder, "site")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(telephonyConfig, "asterisk"), "*.conf"))
        {
            Write(Path.Combine(folder, Path.GetFileName(file)), File.ReadAllText(file));
        }

        Write(Path.Combine(folder, "asterisk.conf"), MainFile(site.Name));
        Write(Path.Combine(siteFolder, "globals.conf"), Globals(Path.Combine(telephonyConfig, "site.example", "globals.conf"), prompts, site));
        Write(Path.Combine(siteFolder, "manager.conf"), Manager(site));
        Write(Path.Combine(siteFolder, "music.conf"), File.ReadAllText(Path.Combine(telephonyConfig, "site.example", "music.conf")).Replace("/var/lib/asterisk/sounds/hotline117", prompts, StringComparison.Ordinal));
        Write(Path.Combine(siteFolder, "rtp.conf"), "rtpstart = 10000\nrtpend = 20000\n");
        Write(Path.Combine(siteFolder, "transport.conf"), Transport(site));
        Write(Path.Combine(siteFolder, "trunks.conf"), Trunks(site));
        Write(Path.Combine(siteFolder, "extensions.conf"), site.Extensions);
    }

    /// <summary>Changes with the prompts' texts, recordings and the way they are made.</summary>
    public static string HashOfPrompts(string telephonyConfig)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] sources = [Path.Combine(telephonyConfig, "make-prompts"),
            .. PromptFolders.SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(telephonyConfig, folder), "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];
        foreach (var source in sources)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(telephonyConfig, source)));
            hash.AppendData(File.ReadAllBytes(source));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }

    private static string MainFile(string name) => $"""
        [directories]
        astetcdir => /srv/asterisk/etc
        astmoddir => /usr/lib/{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64")}-linux-gnu/asterisk/modules
        astvarlibdir => /srv/asterisk/lib
        astdbdir => /srv/asterisk/lib
        astkeydir => /srv/asterisk/lib
        astdatadir => /usr/share/asterisk
        astagidir => /usr/share/asterisk/agi-bin
        astspooldir => /srv/asterisk/spool
        astrundir => /srv/asterisk/run
        astlogdir => /srv/logs/asterisk

        [options]
        systemname = {name}
        #tryinclude "{StartFile}"
        nocolor = yes
        live_dangerously = no

        """;

    // All of the example's values, with ours in place of those that must differ: a new one needs no change here.
    private static string Globals(string example, string prompts, SwitchSite site)
    {
        var own = new Dictionary<string, string>(site.Globals) { ["SOUNDS"] = prompts };
        own.TryAdd("LINE_KEY", site.LineKey);
        return string.Join('\n', File.ReadLines(example).Select(line =>
            line.Split('=', 2) is [var name, _] && own.TryGetValue(name.Trim(), out var value) ? $"{name.Trim()} = {value}" : line)) + "\n";
    }

    private static string Manager(SwitchSite site) => $"""
        [general](+)
        bindaddr = 127.0.0.1
        port = {site.AmiPort}

        [{AmiUser}](+)
        secret = {site.AmiSecret}
        permit = 127.0.0.1/255.255.255.255

        """;

    private static string Transport(SwitchSite site) => $"""
        [transport-udp]
        type = transport
        protocol = udp
        bind = {(IsLoopback(site.Trunk.Host) ? "127.0.0.1" : "0.0.0.0")}:{site.SipPort}

        """;

    // No qualify: a trunk that a test starts later, or that does not know OPTIONS, is dialled all the same.
    private static string Trunks(SwitchSite site) => $"""
        [carrier]
        type = identify
        endpoint = carrier
        match = 127.0.0.1

        [centres]
        type = aor
        contact = sip:{site.Trunk.Host}:{site.Trunk.Port}
        {(IsLoopback(site.Trunk.Host) ? LoopbackMedia : "")}
        """;

    // Without an address of its own each call looks the host's name up.
    private const string LoopbackMedia = """

        [carrier](+)
        media_address = 127.0.0.1
        bind_rtp_to_media_address = yes

        [centres](+)
        media_address = 127.0.0.1
        bind_rtp_to_media_address = yes

        """;

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static void Write(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, OwnerAndGroup);
    }
}
