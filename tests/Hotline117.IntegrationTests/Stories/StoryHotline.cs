using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.IntegrationTests.Stack;
using Hotline117.Routing;

namespace Hotline117.IntegrationTests.Stories;

/// <summary>
/// A stack with the sample's directory and roster, whose one router lives at whatever time a story says: libfaketime shifts the routers' clock alone. Those of
/// the switch and of Redis go on as they are, and so do all timers.
/// </summary>
public class StoryHotline : Hotline
{
    private static readonly TimeSpan LongestInstall = TimeSpan.FromMinutes(5);

    protected override string Name => "stories";

    protected override int Replicas => 1;

    protected override string? Directory => null;

    protected override string? Roster => null;

    protected override IReadOnlyDictionary<string, string> RoutingSettings => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = FindLibrary()!,
        ["FAKETIME_TIMESTAMP_FILE"] = Clock,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        // Else its waits with a limit end at once.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        ["NO_FAKE_STAT"] = "1",
    };

    private static string Run => Path.Combine(Checkout.Find().Root, ".run");

    private string Clock => Path.Combine(Run, $"test-{Name}.clock");

    public override async ValueTask InitializeAsync()
    {
        System.IO.Directory.CreateDirectory(Run);
        if (FindLibrary() is null)
        {
            using var limit = new CancellationTokenSource(LongestInstall);
            await DebianPackages.InstallAsync(["libfaketime"], Path.Combine(Run, $"test-{Name}-apt.log"), Path.Combine(Run, $"test-{Name}"), limit.Token);
        }

        Shift(TimeSpan.Zero);
        await base.InitializeAsync();
    }

    /// <summary>From now on it is this time for the router, on the clock of Asia/Bishkek.</summary>
    public Task AtAsync(string local) => AtAsync(BishkekTime.ToInstant(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>From now on it is so much later for the routers.</summary>
    public async Task LaterAsync(TimeSpan by) => await AtAsync((await LiveAsync()).At + by);

    private async Task AtAsync(DateTimeOffset wanted)
    {
        Shift(wanted - TimeProvider.System.GetUtcNow());
        foreach (var replica in Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => ((await LiveAsync(replica)).At - wanted).Duration() < TimeSpan.FromMinutes(1), what: $"{replica} lives at {wanted}");
        }
    }

    // As a whole, or the router could read half of it.
    private void Shift(TimeSpan by)
    {
        File.WriteAllText($"{Clock}.new", $"{(by < TimeSpan.Zero ? "-" : "+")}{Math.Abs((long)by.TotalSeconds)}");
        File.Move($"{Clock}.new", Clock, overwrite: true);
    }

    private static string? FindLibrary() =>
        System.IO.Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);
}
