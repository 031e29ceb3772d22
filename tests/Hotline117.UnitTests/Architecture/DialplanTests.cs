using System.Text.RegularExpressions;

namespace Hotline117.UnitTests.Architecture;

/// <summary>What the dialplan must be lest a redirect that comes at an unlucky moment hangs a caller up (<c>hotline-door</c> says why).</summary>
public partial class DialplanTests
{
    private static readonly ILookup<string, string> _lines = Read();

    [Fact]
    public void Whatever_line_a_redirect_is_counted_on_to_is_there() => Assert.All(_lines.Where(context => context.Key != "hotline-door"), context =>
        Assert.True(LongestExtension(context) < LongestExtension(_lines["hotline-door"]), $"[{context.Key}] has as many lines as [hotline-door]: give that more."));

    [Fact]
    public void Behind_each_door_is_a_room() => Assert.All(_lines.Where(context => context.Any(line => line == "(hotline-door)")), door =>
        Assert.NotEmpty(_lines[$"{door.Key}-now"]));

    [Fact]
    public void A_router_redirects_to_doors_only()
    {
        var control = Repository.Text("src", "Hotline117.RoutingService", "Outbound", "SwitchControl.cs");
        var targets = Targets().Matches(control + Repository.Text("src", "Hotline117.RoutingService", "Inbound", "SwitchCheck.cs")).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Superset(new HashSet<string> { "OfferContext", "WaitContext", "LateContext", "CallbackNotedContext" }, targets);
        Assert.All(targets, name => Assert.Contains("(hotline-door)", _lines[Regex.Match(control, $"const string {name} = \"(.+)\"").Groups[1].Value]));
    }

    private static int LongestExtension(IEnumerable<string> lines)
    {
        var (longest, length) = (0, 0);
        foreach (var line in lines)
        {
            length = line.StartsWith("exten", StringComparison.Ordinal) ? 1 : length + 1;
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    // The lines of each context; where it is made from another, that is the first, in brackets.
    private static ILookup<string, string> Read()
    {
        var (context, lines) = ("", new List<(string Context, string Line)>());
        foreach (var line in Repository.Text("telephony-config", "asterisk", "extensions.conf").Split('\n').Select(line => line.Trim()))
        {
            if (Header().Match(line) is { Success: true } header)
            {
                context = header.Groups[1].Value;
                lines.Add((context, header.Groups[2].Value));
            }
            else if (line.StartsWith("exten =>", StringComparison.Ordinal) || line.StartsWith("same =>", StringComparison.Ordinal))
            {
                lines.Add((context, line));
            }
        }

        return lines.ToLookup(line => line.Context, line => line.Line);
    }

    [GeneratedRegex(@"^\[([^\]]+)\](\(.*\))?$")]
    private static partial Regex Header();

    [GeneratedRegex(@"(?:\(SwitchControl\.|RedirectAsync\(\w+, )(\w+Context), ")]
    private static partial Regex Targets();
}
