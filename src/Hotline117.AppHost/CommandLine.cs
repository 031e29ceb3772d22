using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Hotline117.AppHost;

/// <summary>The options after <c>--</c>.</summary>
internal sealed record CommandLine(StackOptions Stack, bool StopAfterReady, bool Help)
{
    public const string Usage = """
        dotnet run --project src/Hotline117.AppHost [-- OPTIONS]

        Brings up Asterisk, Redis, RabbitMQ, PostgreSQL and all services of Hotline 117 on this machine, until Ctrl-C.

          --no-callers        no demo callers
          --trunk HOST:PORT   ring every centre's line at this SIP address (UDP), instead of simulated phones
          --replicas N        processes of the RoutingService, 1 to 8 (1)
          --stop-after-ready  end everything and exit with 0 once all is ready
          --containers        use containers (Docker's API) instead of unpacked Debian packages
          --state DIR         where state, logs and secrets are kept (.run in the checkout)
          --help              this text
        """;

    private const int MostReplicas = 8;

    /// <returns>False where there is nothing to start: help was asked for (exit code 0), or an option is wrong (2); either is told.</returns>
    public static bool TryParse(IReadOnlyList<string> arguments, [NotNullWhen(true)] out CommandLine? line, out int exitCode)
    {
        line = null;
        try
        {
            var parsed = Parse(arguments, Path.Combine(Checkout.Find().Root, ".run"));
            line = parsed.Help ? null : parsed;
            exitCode = 0;
        }
        catch (FormatException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            exitCode = 2;
            return false;
        }

        if (line is null)
        {
            Console.WriteLine(Usage);
        }

        return line is not null;
    }

    /// <exception cref="FormatException">Says which option is wrong and how it should be.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, string defaultState)
    {
        var line = new CommandLine(new StackOptions { StateFolder = defaultState }, StopAfterReady: false, Help: false);
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value(string form) => ++i < arguments.Count && !arguments[i].StartsWith("--", StringComparison.Ordinal)
                ? arguments[i]
                : throw new FormatException($"{arguments[i - 1]} needs a value: {arguments[i - 1]} {form}");
            line = arguments[i] switch
            {
                "--no-callers" => line with { Stack = line.Stack with { Callers = false } },
                "--trunk" => line with { Stack = line.Stack with { Trunk = Trunk(Value("HOST:PORT")) } },
                "--replicas" => line with { Stack = line.Stack with { Replicas = Replicas(Value("N")) } },
                "--stop-after-ready" => line with { StopAfterReady = true },
                "--containers" => line with { Stack = line.Stack with { Containers = true } },
                "--state" => line with { Stack = line.Stack with { StateFolder = Path.GetFullPath(Value("DIR")) } },
                "--help" or "-h" => line with { Help = true },
                var unknown => throw new FormatException($"'{unknown}' is no option; --help lists all."),
            };
        }

        return line;
    }

    private static DnsEndPoint Trunk(string text) =>
        text.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port > 0 && Uri.CheckHostName(text[..colon]) is UriHostNameType.Dns or UriHostNameType.IPv4
            ? new DnsEndPoint(text[..colon], port)
            : throw new FormatException($"--trunk '{text}' is no HOST:PORT; for instance --trunk 127.0.0.1:5080");

    private static int Replicas(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var replicas) && replicas is >= 1 and <= MostReplicas
            ? replicas
            : throw new FormatException($"--replicas '{text}' must be a number from 1 to {MostReplicas}");
}
