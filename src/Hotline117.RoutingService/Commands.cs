using Hotline117.Hosting;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.Files;
using Hotline117.RoutingService.Outbound;
using Hotline117.RoutingService.State;
using StackExchange.Redis;

namespace Hotline117.RoutingService;

/// <summary>
/// <c>load-directory FILE</c>, <c>load-roster FILE</c> and <c>load-policy FILE</c>: load a file into Redis, or say everything that is wrong with it.
/// <c>write-switch-plan FILE</c>: what a new switch rings before it has heard of a router, from what is loaded; its place is site/plan.conf.
/// </summary>
internal static class Commands
{
    private const string WritePlan = "write-switch-plan";
    private const int MaxBytes = 5 << 20;

    /// <returns>0 when loaded, 1 when the file was refused or the store is away, 2 for a wrong call; null where the arguments are no command.</returns>
    public static async Task<int?> RunAsync(string[] args)
    {
        if (args is not ["load-directory" or "load-roster" or "load-policy" or WritePlan, ..])
        {
            return null;
        }

        if (args.Length != 2)
        {
            Console.Error.WriteLine($"usage: {args[0]} FILE");
            return 2;
        }

        try
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddKeyPerFile(HotlineHost.SecretsFolder, optional: true).Build();
            return args[0] is WritePlan ? await WritePlanAsync(configuration, args[1]) : await LoadAsync(configuration, args[0], args[1]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or RedisException or ConfigurationException)
        {
            Console.Error.WriteLine($"{args[0]} {args[1]} failed: {e.Message}");
            return 1;
        }
    }

    private static async Task<int> LoadAsync(IConfiguration configuration, string command, string path)
    {
        var settings = RoutingSettings.Read(configuration, storeOnly: true);
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new IOException($"it is larger than {MaxBytes >> 20} MB.");
        }

        var text = await File.ReadAllTextAsync(path);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(settings.Redis);
        var rosters = new RosterStore(redis, TimeProvider.System);
        var policies = new PolicyStore(redis, TimeProvider.System);
        var store = new DirectoryStore(redis, new SealedNumbers(settings.DirectoryKey), rosters, policies, TimeProvider.System);
        var madeFrom = new MadeFrom(Directory: null, Roster: null);
        var before = await store.LoadDirectoryAsync();
        return command switch
        {
            "load-directory" => await SaveAsync(DirectoryFile.Read(text, path, settings.Country.Regions), directory => store.SaveAsync(directory, before, madeFrom, command),
                directory => $"{directory.Centres.Count} centres with {directory.Lines.Count} lines, version {directory.Version}",
                async directory => WarningsOf(await rosters.LoadAsync(directory), directory, settings.Country)),
            "load-roster" => await SaveAsync(RosterFile.Read(text, path, before),
                async roster => await rosters.SaveAsync(roster, await rosters.LoadAsync(before), madeFrom, command, "roster.replace"),
                roster => $"{roster.Shifts.Count} shifts, version {roster.Version}",
                roster => Task.FromResult(WarningsOf(roster, before, settings.Country))),
            _ => await SaveAsync(PolicyFile.Read(text, path), policy => policies.SaveAsync(policy, madeFrom: null, command),
                policy => $"policy {policy.Name}, version {policy.Version}", _ => Task.FromResult<IReadOnlyList<Warning>>([])),
        };
    }

    private static IReadOnlyList<Warning> WarningsOf(Roster roster, CentreDirectory directory, Geography country) =>
        Warning.Of(Outlook.Of(roster, directory, country.Regions, country.TravelTimes, TimeProvider.System.GetUtcNow()), roster, directory);

    private static async Task<int> WritePlanAsync(IConfiguration configuration, string path)
    {
        var settings = RoutingSettings.Read(configuration, storeOnly: true);
        if (settings.SwitchLineKey.Length == 0)
        {
            throw new ConfigurationException(["Switch:LineKey is missing: the same 16 letters and digits as LINE_KEY in the switch's site/globals.conf."]);
        }

        await using var redis = await ConnectionMultiplexer.ConnectAsync(settings.Redis);
        var store = new DirectoryStore(
            redis, new SealedNumbers(settings.DirectoryKey), new RosterStore(redis, TimeProvider.System), new PolicyStore(redis, TimeProvider.System), TimeProvider.System);
        if (await store.LoadAsync(known: null) is not { } stored)
        {
            throw new IOException("there is no directory yet: load one with 'load-directory FILE'.");
        }

        var snapshot = new RoutingSnapshot(stored.Directory, stored.Roster, stored.Policy, settings.Country.TravelTimes);
        var plans = FallbackPlans.WithoutRoster(snapshot, TimeProvider.System.GetUtcNow());
        var entries = new SwitchKnowledge(settings.SwitchLineKey).Of(plans, stored.Directory, settings.Country).ToList();
        await File.WriteAllLinesAsync(path, entries.Select(entry => $"{entry.Key.Family}/{entry.Key.Key} = {entry.Value}").Prepend($"; Directory {stored.Directory.Version}."));
        // Secret centres' lines are in it, though sealed.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        Console.WriteLine($"Wrote {entries.Count} entries for {stored.Directory.Lines.Count} lines, directory {stored.Directory.Version}. Copy it to the switch as site/plan.conf and reload its dialplan.");
        return 0;
    }

    private static async Task<int> SaveAsync<T>(
        FileResult<T> file, Func<T, Task> save, Func<T, string> describe, Func<T, Task<IReadOnlyList<Warning>>> warnings) where T : class
    {
        if (!file.IsValid)
        {
            foreach (var problem in file.Problems)
            {
                Console.Error.WriteLine(problem);
            }

            Console.Error.WriteLine($"{file.Problems.Count} errors; nothing was changed.");
            return 1;
        }

        await save(file.Value);
        Console.WriteLine($"Loaded {describe(file.Value)}.");
        foreach (var warning in await warnings(file.Value))
        {
            Console.WriteLine($"warning: {warning}");
        }

        return 0;
    }
}
