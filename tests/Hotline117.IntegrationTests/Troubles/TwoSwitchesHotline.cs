using System.Globalization;
using System.Net;
using Hotline117.AppHost;
using Hotline117.AppHost.Progress;
using Hotline117.IntegrationTests.Sip;
using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Troubles;

/// <summary>The stack, and a second Asterisk that the same routers serve.</summary>
public sealed class TwoSwitchesHotline : Hotline
{
    /// <summary>Lines are sealed for all switches with the same key.</summary>
    private const string LineKey = "K3yOfBothOfThem1";

    private readonly Steps _steps = Steps.OnConsole();

    public TwoSwitchesHotline() => Globals["LINE_KEY"] = LineKey;

    public HotlineStack Second { get; private set; } = null!;

    protected override string Name => "two-switches";

    protected override IReadOnlyDictionary<string, string> RoutingSettings => new Dictionary<string, string>
    {
        ["Switch__LineKey"] = LineKey,
        ["Ami__Servers__1__Name"] = "switch-2",
        ["Ami__Servers__1__Host"] = Second.Endpoints.Ami.Host,
        ["Ami__Servers__1__Port"] = Second.Endpoints.Ami.Port.ToString(CultureInfo.InvariantCulture),
        ["Ami__Servers__1__User"] = Second.Endpoints.Ami.User,
        ["Ami__Servers__1__Secret"] = Second.Endpoints.Ami.Secret,
        ["Ami__Servers__1__UseTls"] = "false",
    };

    public override async ValueTask InitializeAsync()
    {
        Second = await HotlineStack.StartAsync(new StackOptions
        {
            StateFolder = await FreshFolder.MakeAsync("second-switch"),
            Callers = false,
            Services = false,
            Servers = new HashSet<string> { "asterisk" },
            Greeting = false,
            Trunk = new DnsEndPoint("127.0.0.1", Phones.Port),
            SwitchName = "switch-2",
            SwitchGlobals = Globals,
        }, _steps, TestContext.Current.CancellationToken);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Second.DisposeAsync();
        _steps.Dispose();
    }

    /// <summary>Somebody whose carrier brings the call to the second switch.</summary>
    public Task<Caller> DialSecondAsync() => Caller.DialAsync(IPEndPoint.Parse(Second.Endpoints.Sip), CallerIdentity.Of(TestDirectory.CallerInOsh));

    /// <summary>The second switch can ring these lines alone.</summary>
    public Task SecondHasPlanAsync(params IReadOnlyList<TestLine> lines) => Until.TrueAsync(async () =>
    {
        var plan = (await Second.AsteriskAsync("database get hotline117-plan country/any", TestContext.Current.CancellationToken)).Output;
        return lines.All(line => plan.Contains(line.Id, StringComparison.Ordinal));
    }, what: "the second switch has the plan");
}
