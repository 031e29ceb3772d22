using Hotline117.IntegrationTests.Sip;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>What tests change at the switch.</summary>
public partial class Hotline
{
    /// <summary>A prompt as the stack has made it, for <see cref="SetGlobalAsync"/>.</summary>
    public string Prompt(string name, string language = "ru") =>
        $"/srv/asterisk/{Path.GetFileName(System.IO.Directory.GetDirectories(Path.Combine(Stack.StateFolder, "asterisk"), "prompts-*").Single())}/{language}/{name}";

    /// <summary>A value of the dialplan, for the rest of the test.</summary>
    public async Task SetGlobalAsync(string name, string value)
    {
        changedGlobals.TryAdd(name, Globals.GetValueOrDefault(name, ""));
        await SwitchAsync($"dialplan set global {name} \"{value}\"");
    }

    /// <summary>Callers are greeted by a tone, after which there is music, for the rest of the test.</summary>
    public async Task GreetAsync(double hertz, TimeSpan length)
    {
        const string Class = "test-greeting";
        var prompt = Prompt(Class);
        var folder = Path.Combine(Stack.StateFolder, "asterisk");
        await File.WriteAllBytesAsync(
            $"{folder}/{Path.GetRelativePath("/srv/asterisk", prompt)}.alaw", Tone.Samples(hertz, 0, (int)(length.TotalSeconds * Tone.SampleRate)), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "etc", "site", "music.conf"), $"""
            [{Class}]
            mode = playlist
            loop_last = yes
            entry = {prompt}
            entry = /usr/share/asterisk/moh/macroform-cold_day

            """, TestContext.Current.CancellationToken);
        await SwitchAsync("module reload res_musiconhold.so");
        await SetGlobalAsync("GREETING_MUSIC", Class);
    }

    /// <summary>Changes site/trunks.conf and lets the switch read it again.</summary>
    public async Task ChangeTrunksAsync(Func<string, string> change)
    {
        var file = Path.Combine(Stack.StateFolder, "asterisk", "etc", "site", "trunks.conf");
        await File.WriteAllTextAsync(file, change(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);
        await SwitchAsync("module reload res_pjsip.so");
    }
}
