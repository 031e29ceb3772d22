using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Hotline117.AppHost;
using Hotline117.AppHost.Progress;
using Hotline117.UnitTests.Asterisk;

namespace Hotline117.Benchmarks.Rates;

/// <summary>A manager in the switch's place, and the real stack around it.</summary>
internal static class SwitchStandIn
{
    /// <param name="redirected">Gets the id of each call that the router redirects.</param>
    public static ScriptedAmiServer New(ChannelWriter<string> redirected) =>
        new ScriptedAmiServer(new ScriptedAmiOptions { AfterLogin = "Event: FullyBooted\r\nStatus: Fully Booted\r\n\r\n" })
            .On("Redirect", action =>
            {
                redirected.TryWrite(action["Channel"]!);
                return Success("Message: Redirect successful");
            })
            .On("ListCommands", _ => Success(string.Join('\n', "Redirect,Getvar,Setvar,DBPut,DBDel,DBGetTree,DBDelTree,CoreShowChannels,CoreSettings".Split(',').Select(name => $"{name}: known"))))
            .On("UserEvent", _ => Success("Message: Event Sent"))
            .On("Getvar", _ => Success("Value: 1"))
            .On("DBPut", _ => Success("Message: Updated database successfully"))
            .On("Setvar", _ => Success("Message: Variable Set"))
            .On("DBGetTree", _ => EmptyList("DBGetTree"))
            .On("CoreSettings", _ => Success("SystemName: another"))
            .On("CoreShowChannels", _ => EmptyList("CoreShowChannels"))
            .On("DeviceStateList", _ => EmptyList("DeviceStateList"));

    /// <summary>No traces, as where nobody collects them.</summary>
    public static async Task<HotlineStack> StackAsync(ScriptedAmiServer manager, string folder, int lines, int capacity, CancellationToken stop)
    {
        var (directory, roster) = await GeneratedCountry.WriteAsync(folder, lines, capacity, stop);
        return await HotlineStack.StartAsync(new StackOptions
        {
            StateFolder = Path.Combine(folder, "state"),
            Callers = false,
            Trunk = new DnsEndPoint("127.0.0.1", 9),
            Directory = directory,
            Roster = roster,
            Policy = await HastyPolicy.WriteAsync(folder, stop),
            ServiceSettings = new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "",
                ["Ami__Servers__0__Port"] = manager.Port.ToString(CultureInfo.InvariantCulture),
                ["Ami__Servers__0__Secret"] = new ScriptedAmiOptions().Secret,
            },
        }, new Steps(Console.Out, terminal: false), stop);
    }

    public static string Question(string id) =>
        $"Event: UserEvent\n{Channel(id)}\nUserEvent: HotlineDecide\nStep: 1\nWhy: ARRIVED\nTried: \nCaller: 0312000000\nLanguage: ky\nLocation: \nCell: %2C\nTrunk: carrier";

    public static string Answered(string id) => $"Event: DialEnd\n{Channel(id)}\nDialStatus: ANSWER";

    /// <summary>The dialplan's word of the end, then the channel's.</summary>
    public static string HungUp(string id)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return $"Event: UserEvent\n{Channel(id)}\nUserEvent: HotlineEnded\nRecord: 1:{now - 1000}:{now}::no:ANSWER:{now - 500}:::ky:::\n\nEvent: Hangup\n{Channel(id)}\nCause: 16";
    }

    public static string IdOf(int call) => string.Create(CultureInfo.InvariantCulture, $"bench-1795409812.{call}");

    private static string Success(string headers) => $"Response: Success\nActionID: {{id}}\n{headers}";

    private static string EmptyList(string name) =>
        Success("EventList: start") + $"\n\nEvent: {name}Complete\nActionID: {{id}}\nEventList: Complete\nListItems: 0";

    private static string Channel(string id) => $"Channel: PJSIP/carrier-{id}\nUniqueid: {id}\nLinkedid: {id}";
}
