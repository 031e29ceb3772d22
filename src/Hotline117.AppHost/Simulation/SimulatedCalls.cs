using System.Globalization;
using Hotline117.AppHost.Parts;
using Hotline117.AppHost.Supervision;

namespace Hotline117.AppHost.Simulation;

/// <summary>SIPp in the place of people: the phones of all centres, and callers who dial 117 at a calm rate for ever.</summary>
internal sealed class SimulatedCalls(IPartRunner runner, Checkout checkout, string stateFolder)
{
    // SIPp prints its whole screen at this interval; at its usual second the log would grow without end.
    private const string SecondsBetweenScreens = "3600";
    private const string MillisecondsBetweenCalls = "5000";
    private const string MostCallsAtOnce = "12";

    public Plan Phones(int port, int mediaPort) => Plan("phones", "Simulated phones of the centres",
        ["-sf", "phone.xml", "-p", Text(port), "-mp", Text(mediaPort), "-rtp_echo"], "phone.xml");

    public Plan Callers(string sip, int port, int mediaPort) => Plan("callers", "Demo callers",
        [sip, "-sf", "caller.xml", "-inf", "callers.csv", "-p", Text(port), "-mp", Text(mediaPort),
            "-r", "1", "-rp", MillisecondsBetweenCalls, "-l", MostCallsAtOnce], "caller.xml", "callers.csv");

    private Plan Plan(string name, string title, IReadOnlyList<string> arguments, params string[] files)
    {
        var folder = Path.Combine(checkout.AppHost, "Simulation");
        return new Plan(name, title, Path.Combine(stateFolder, "sipp", name, "output.log"), TimeSpan.FromSeconds(10),
            async stop => (await Sipp.StartAsync(runner, stateFolder, name, [.. arguments, "-f", SecondsBetweenScreens],
                files.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(folder, file))), stop)).Program,
            _ => Task.FromResult<string?>(null));
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
