using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Progress;
using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Contracts.Live;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.IntegrationTests.Sip;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Lines;
using Hotline117.RoutingService.Files;
using StackExchange.Redis;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>
/// The real stack with two routers, started once for all tests of calls, which therefore run one after the other.
/// Callers and centres' phones are the tests' own, so that a test sees every SIP message and decides when each picks up or hangs up.
/// </summary>
public partial class Hotline : IAsyncLifetime
{
    private readonly Steps steps = Steps.OnConsole();
    private readonly HttpClient http = new();
    // Prompts would only take time; the one of a test that listens for it is set there.
    protected Dictionary<string, string> Globals { get; } = new()
    {
        ["RING_SECONDS"] = "5",
        ["WAIT_SECONDS"] = "1",
        ["WAITING"] = "",
        ["EMERGENCY_PROMPT"] = "",
        ["TAKE_PROMPT"] = "",
        ["TAKE_SECONDS"] = "1",
        ["TRANSFER_PROMPT"] = "",
        ["TRANSFER_FAILED"] = "",
        ["WRAP_UP_PROMPT"] = "",
    };

    private readonly ConcurrentBag<Caller> callers = [];
    private readonly Dictionary<string, string> changedGlobals = [];
    private FileStream held = null!;

    /// <summary>Of the state folder.</summary>
    protected virtual string Name => "calls";

    /// <summary>A call may follow the one before at once, and phones that a test silenced are rung by the next.</summary>
    public virtual CarePolicy Care => new() { WrapUp = TimeSpan.Zero, PauseAfterUnanswered = 0 };

    /// <summary>Tests dial from the same few numbers, one after the other.</summary>
    public virtual AgainPolicy Again => AgainPolicy.Off;

    /// <summary>One line after the other: tests say by which phone each call goes. Those of several lines set it otherwise.</summary>
    protected virtual RingRule Ring => new();

    /// <summary>What holds, but for <see cref="Care"/>, <see cref="Again"/> and <see cref="Ring"/>.</summary>
    public string PolicyText => PolicyWith(Ring);

    public string PolicyWith(RingRule ring) => PolicyFile.Write(RoutingPolicy.Default with { Care = Care, Again = Again, Ring = ring }, FileFormat.Yaml);

    protected virtual int Replicas => 2;

    /// <summary>Null: the sample, as for <see cref="Roster"/>.</summary>
    protected virtual string? Directory => TestDirectory.DirectoryFile;

    protected virtual string? Roster => TestDirectory.EmptyRosterFile;

    /// <summary>Settings of the routers alone.</summary>
    protected virtual IReadOnlyDictionary<string, string> RoutingSettings => new Dictionary<string, string>();

    /// <inheritdoc cref="StackOptions.Environments"/>
    protected virtual IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Environments => new Dictionary<string, IReadOnlyDictionary<string, string>>();

    private ConnectionMultiplexer redis = null!;

    /// <summary>The routers' own: the sample's files, and what a test puts there.</summary>
    public string GeographyFolder => Path.Combine(Checkout.Find().Root, ".run", $"test-{Name}-geography");

    public HotlineStack Stack { get; private set; } = null!;
    public CentrePhones Phones { get; } = new();
    public EventTap Events { get; private set; } = null!;
    public IDatabase Redis => redis.GetDatabase();
    public IServer RedisServer => redis.GetServers()[0];
    public IPEndPoint Sip => IPEndPoint.Parse(Stack.Endpoints.Sip);

    public virtual async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = FreshFolder.PathOf(Name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        held = await FileLock.TakeAsync($"{folder}.lock", () => steps.Say("Another run of these tests goes on in this checkout; waiting for it."), stop);
        await FreshFolder.MakeAsync(Name);
        await PrepareAsync(folder);
        Stack = await HotlineStack.StartAsync(new StackOptions
        {
            StateFolder = folder,
            Callers = false,
            Greeting = false,
            Replicas = Replicas,
            Trunk = new DnsEndPoint("127.0.0.1", Phones.Port),
            Directory = Write("directory", Directory),
            Roster = Write("roster", Roster),
            Policy = Write("policy", PolicyText),
            RoutingSettings = RoutingSettings,
            Environments = Environments,
            SwitchGlobals = Globals,
            ServiceSettings = new Dictionary<string, string> { ["Geography__Folder"] = CopyOfGeography() },
        }, steps, stop);
        redis = await ConnectionMultiplexer.ConnectAsync($"{Stack.Endpoints.Redis},abortConnect=false,allowAdmin=true");
        Events = await EventTap.StartAsync(Stack.Endpoints.Amqp);
    }

    /// <summary>Puts into the state folder, which is not there yet, what shall be there before anything starts.</summary>
    protected virtual Task PrepareAsync(string stateFolder) => Task.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Events.DisposeAsync();
        await redis.DisposeAsync();
        await Stack.DisposeAsync();
        await Phones.DisposeAsync();
        await held.DisposeAsync();
        http.Dispose();
        steps.Dispose();
    }

    /// <summary>Whatever an earlier test has left: nobody calls, every phone answers, the switch has its own settings again.</summary>
    public async Task StartAfreshAsync()
    {
        await HangUpAllAsync();
        foreach (var (name, value) in changedGlobals)
        {
            await SwitchAsync($"dialplan set global {name} \"{value}\"");
        }

        changedGlobals.Clear();
        await AllReadyAsync();
        await AllQuietAsync();
        await AllCountedAsync();
        await Until.TrueAsync(async () => await Redis.StreamLengthAsync("{h117}:outbox") == 0, TimeSpan.FromSeconds(40));
        Events.SkipToNow();
        await Phones.ResetAsync();
    }

    /// <summary>Puts these lines on shift, all others off, and does not wait for any router to know.</summary>
    public async Task PutRosterAsync(params IReadOnlyList<TestLine> lines)
    {
        using var answer = await PutAsync("/api/v1/rosters", lines.Count == 0 ? TestDirectory.EmptyRosterFile : TestDirectory.RosterFile(lines));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>These lines and no others are on shift, and all routers know it.</summary>
    public async Task OnShiftAsync(params IReadOnlyList<TestLine> lines)
    {
        await PutRosterAsync(lines);
        var expected = lines.Select(line => line.Id).Order().ToList();
        foreach (var replica in Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => OnShift(await LiveAsync(replica)).Order().SequenceEqual(expected), what: $"{replica} knows the roster");
        }
    }

    /// <summary>The switch's last good plan names these lines, in whatever order. The country's is written last.</summary>
    public Task PlanAsync(params IReadOnlyList<TestLine> lines) => Until.TrueAsync(async () =>
    {
        // "Value: osh-1,talas-1"
        var plan = (await SwitchAsync("database get hotline117-plan country/any")).Split(':')[^1].Trim();
        return plan.Split(',').Order().SequenceEqual(lines.Select(line => line.Id).Order());
    }, what: "the switch knows the plan");

    /// <summary>Dials 117 and returns when the call's first event is there.</summary>
    public Task<HotlineCall> DialAsync(string number = TestDirectory.CallerInOsh) => DialAsync(CallerIdentity.Of(number));

    public async Task<HotlineCall> DialAsync(CallerIdentity identity) => new(this, await DialUnseenAsync(identity), await Events.NextCallAsync());

    public Task<Caller> DialUnseenAsync(string number = TestDirectory.CallerInOsh) => DialUnseenAsync(CallerIdentity.Of(number));

    /// <summary>Dials where nobody can tell which call it became, because no event comes or several callers dial at once.</summary>
    public async Task<Caller> DialUnseenAsync(CallerIdentity identity)
    {
        var caller = await Caller.DialAsync(Sip, identity);
        callers.Add(caller);
        return caller;
    }

    /// <summary>Dials while these lines, which alone are on shift, are all busy. Now they are not, and the switch asks again only after a minute.</summary>
    public async Task<HotlineCall> DialWhenAllAreBusyAsync(params IReadOnlyList<TestLine> lines)
    {
        await SetGlobalAsync("WAIT_SECONDS", "60");
        await OnShiftAsync(lines);
        foreach (var line in lines)
        {
            Phones.Set(line.Number, PhoneHabit.Busy);
        }

        var call = await DialAsync();
        await call.NextAsync<CallQueued>();
        foreach (var line in lines)
        {
            await RingsAsync(line);
            Phones.Set(line.Number, PhoneHabit.Answers);
        }

        return call;
    }

    public Task<PhoneCall> RingsAsync(TestLine line, TimeSpan? within = null) => Phones.NextCallAsync(line.Number, within ?? Until.Patience);

    public async Task<string> SwitchAsync(string command) => (await Stack.AsteriskAsync(command, TestContext.Current.CancellationToken)).Output;

    /// <summary>Every router has found again what an earlier test had stopped.</summary>
    public async Task AllReadyAsync()
    {
        foreach (var replica in Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () =>
            {
                using var answer = await SendAsync(HttpMethod.Get, $"{replica}/health/ready", role: null);
                return answer.IsSuccessStatusCode;
            }, TimeSpan.FromSeconds(40), $"{replica} is ready");
        }
    }

    /// <summary>No channel, no reservation, no live call: nothing is left of any call.</summary>
    public async Task AllQuietAsync()
    {
        await Until.TrueAsync(async () => (await SwitchAsync("core show channels")).Contains("0 active channels", StringComparison.Ordinal));
        await Until.TrueAsync(async () =>
        {
            var now = new DateTimeOffset(await RedisServer.TimeAsync()).ToUnixTimeMilliseconds();
            var taken = await Task.WhenAll(RedisServer.Keys(pattern: "{h117}:places:*").Select(line => Redis.SortedSetLengthAsync(line, now)));
            return taken.Sum() == 0;
        }, what: "no place of any line is taken");
        await Until.TrueAsync(async () => await Redis.SetLengthAsync("{h117}:calls") == 0);
        await AllHeardAsync();
    }

    protected async Task HangUpAllAsync()
    {
        while (callers.TryTake(out var caller))
        {
            await caller.DisposeAsync();
        }
    }

    /// <summary>Every router knows that nobody calls any more.</summary>
    protected async Task AllHeardAsync()
    {
        foreach (var replica in Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await LiveAsync(replica)).Calls.Count == 0, what: $"the board of {replica} is empty");
        }
    }

    /// <summary>Of every call that the switch has written down the store knows the end: none is counted while a later test runs.</summary>
    public Task AllCountedAsync() => Until.TrueAsync(async () =>
    {
        // "/hotline117-calls/202611270143/switch-1764207812.3: 1:…"
        var ids = (await SwitchAsync("database show hotline117-calls")).Split('\n').Where(line => line.StartsWith("/hotline117-calls/", StringComparison.Ordinal))
            .Select(line => line.Split('/')[3].Split(':')[0].Trim());
        var states = await Task.WhenAll(ids.Select(id => Redis.HashGetAsync($"{{h117}}:call:{id}", "state")));
        return states.All(state => state.ToString().Contains("\"phase\":\"ended\"", StringComparison.Ordinal));
    }, TimeSpan.FromSeconds(45), "every call on the switch's records has ended in the store");

    public static IEnumerable<string> OnShift(LiveSnapshot live) =>
        live.Centres.SelectMany(centre => centre.Lines).Where(line => line.OnShift).Select(line => line.LineId);

    // Tests change it.
    private string CopyOfGeography()
    {
        foreach (var file in System.IO.Directory.CreateDirectory(GeographyFolder).EnumerateFiles())
        {
            file.Delete();
        }

        foreach (var file in new DirectoryInfo(Path.Combine(Checkout.Find().AppHost, "samples", "geography")).EnumerateFiles())
        {
            file.CopyTo(Path.Combine(GeographyFolder, file.Name));
        }

        return GeographyFolder;
    }

    // Outside the state folder: it holds a secret centre's number.
    private string? Write(string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var file = Path.Combine(Checkout.Find().Root, ".run", $"test-{Name}-{name}.yaml");
        File.WriteAllText(file, text);
        return file;
    }
}
