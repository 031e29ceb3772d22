using System.Globalization;
using System.Text;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Parts;
using StackExchange.Redis;

namespace Hotline117.FaultTests.Real;

/// <summary>
/// The wall clocks of the hotline's machines, one for each program. A step moves what a program takes for the time (libfaketime in it reads from a file what to add), not the clock
/// of the machine that runs the test; what a program measures by the steady clock goes on as it was. Redis' own allocator asks for the time before it can allocate, whereupon libfaketime
/// waits for it for ever: so with Redis all moments that it compares with its clock are moved the other way.
/// </summary>
/// <param name="stateFolder">Of the stack, as this machine sees it.</param>
internal sealed class Clocks(string stateFolder, Func<IDatabase> redis)
{
    private const string Folder = "clocks";
    private static readonly TimeSpan _longestInstall = TimeSpan.FromMinutes(3);
    public const string Redis = "redis";

    private const string MoveMoments = """
        local by = tonumber(ARGV[1])
        for _, key in ipairs(redis.call('KEYS', '*')) do
          if string.find(key, ':places:', 1, true) then
            local places = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
            for i = 1, #places, 2 do redis.call('ZADD', key, places[i + 1] + by, places[i]) end
          elseif string.find(key, ':router-words', 1, true) then
            local words = redis.call('HGETALL', key)
            for i = 1, #words, 2 do
              local at, word = string.match(words[i + 1], '^(%d+)( .*)$')
              redis.call('HSET', key, words[i], string.format('%d', at + by) .. word)
            end
          end
          local left = redis.call('PTTL', key)
          if left >= 0 then redis.call('PEXPIRE', key, math.max(1, left + by)) end
        end
        """;

    private static readonly string[] _parts = ["asterisk", "rabbitmq", "postgres"];
    private static readonly string[] _services = ["routing", "routing-2", "reporting", "web"];

    private readonly Dictionary<string, TimeSpan> _ahead = Names.ToDictionary(name => name, _ => TimeSpan.Zero);
    private readonly Lock _gate = new();

    /// <summary>Of all but Redis.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _parts, .. _services];

    /// <summary>By the program's name, what makes it look at its clock's file.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Environments => Names.ToDictionary(name => name, name =>
    {
        var folder = $"{(_parts.Contains(name) ? IPartRunner.State : stateFolder)}/{Folder}";
        return (IReadOnlyDictionary<string, string>)new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = "/usr/$LIB/faketime/libfaketimeMT.so.1",
            ["FAKETIME_TIMESTAMP_FILE"] = $"{folder}/{name}",
            // Seconds: a step is seen a little later.
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            // Its semaphores would be root's, and the servers are not root.
            ["FAKETIME_DISABLE_SHM"] = "1",
            // Else waits with a limit end at once in .NET.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
            ["NO_FAKE_STAT"] = "1",
        };
    });

    /// <summary>Puts a right clock for each into the state folder.</summary>
    public async Task SetUpAsync(string log)
    {
        if (!File.Exists("/usr/share/doc/libfaketime/copyright"))
        {
            using var limit = new CancellationTokenSource(_longestInstall);
            await DebianPackages.InstallAsync(["libfaketime"], log, stateFolder, limit.Token);
        }

        Directory.CreateDirectory(Path.Combine(stateFolder, Folder));
        foreach (var name in Names)
            Write(name, FileMode.Create);
    }

    /// <summary>Moves these clocks, forwards or backwards, from where they are.</summary>
    public void Step(TimeSpan by, IEnumerable<string> names)
    {
        lock (_gate)
        {
            foreach (var name in names)
            {
                _ahead[name] += by;
                Write(name, FileMode.Open);
            }
        }
    }

    public Task StepRedisAsync(TimeSpan by) => redis().ScriptEvaluateAsync(MoveMoments, values: [-(long)by.TotalMilliseconds]);

    // Always as many bytes, in their place: it takes no room on a full disk, and nobody reads half of it.
    private void Write(string name, FileMode mode)
    {
        using var file = new FileStream(Path.Combine(stateFolder, Folder, name), mode, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(Encoding.ASCII.GetBytes(_ahead[name].TotalSeconds.ToString("+000000;-000000", CultureInfo.InvariantCulture) + "\n"));
    }
}
