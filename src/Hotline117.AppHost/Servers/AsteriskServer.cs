using System.Text;
using Hotline117.AppHost.Parts;

namespace Hotline117.AppHost.Servers;

/// <summary>Asterisk 22 with the configuration of telephony-config.</summary>
internal static class AsteriskServer
{
    public const string MainFile = "/srv/asterisk/etc/asterisk.conf";

    private const string Script = """
        cd /srv/asterisk
        if [ ! -d "$PROMPTS" ]; then
          rm -rf prompts-*
          sh /mnt/make-prompts "$PROMPTS.making" && mv "$PROMPTS.making" "$PROMPTS"
        fi
        mkdir -p lib/keys spool run /srv/logs/asterisk/cdr-custom
        chown -R asterisk:asterisk lib spool run /srv/logs/asterisk
        chgrp -R asterisk etc
        # A switch whose start has no name of its own is better than none.
        sh /mnt/name-start "$SWITCH" "$START_FILE" || true
        # As Debian's service: what libxml2 writes about a caller's faulty location document quotes it. Asterisk's own errors are in messages.log.
        exec setpriv --reuid=asterisk --regid=asterisk --init-groups asterisk -f -C /srv/asterisk/etc/asterisk.conf 2>/dev/null
        """;

    /// <summary>Renders the configuration as well.</summary>
    public static PartPlan Plan(string telephonyConfig, string stateFolder, SwitchSite site, string logs)
    {
        var prompts = $"/srv/asterisk/prompts-{AsteriskConfig.HashOfPrompts(telephonyConfig)}";
        AsteriskConfig.Render(telephonyConfig, Path.Combine(stateFolder, "asterisk", "etc"), prompts, site);
        return new PartPlan(
            "Asterisk 22",
            new PartCommand("asterisk", ["sh", "-euc", Script], Path.Combine(logs, "asterisk.log"))
            {
                Server = "asterisk",
                Environment = new Dictionary<string, string> { ["PROMPTS"] = prompts, ["SWITCH"] = site.Name, ["START_FILE"] = AsteriskConfig.StartFile },
            },
            stop => HasBootedAsync(site, stop),
            TimeSpan.FromSeconds(90));
    }

    // The manager listens before the channels are there; the event FullyBooted, also sent to who logs in later, says that calls can come.
    private static async Task<bool> HasBootedAsync(SwitchSite site, CancellationToken stop)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync("127.0.0.1", site.AmiPort, stop);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"Action: Login\r\nUsername: {AsteriskConfig.AmiUser}\r\nSecret: {site.AmiSecret}\r\n\r\n"), stop);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (line == "Event: FullyBooted")
            {
                return true;
            }
        }

        return false;
    }
}
