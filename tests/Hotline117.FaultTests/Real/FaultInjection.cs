using System.Collections.Concurrent;
using Hotline117.AppHost.Machine;
using Hotline117.IntegrationTests.Stack;
using StackExchange.Redis;

namespace Hotline117.FaultTests.Real;

/// <param name="From">When it struck.</param>
/// <param name="Until">When all was mended again.</param>
internal sealed record StruckFault(RealFault Fault, TimeSpan From, TimeSpan Until);

/// <summary>Strikes what the schedule says, and mends it.</summary>
internal sealed class FaultInjection(FaultyHotline hotline, Func<TimeSpan> now)
{
    private static readonly string[] RouterNames = ["routing", "routing-2"];

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    public ConcurrentQueue<StruckFault> Struck { get; } = new();

    public async Task StrikeAllAsync(RealSchedule schedule, CancellationToken stop)
    {
        var mending = new List<Task>();
        foreach (var fault in schedule.Faults)
        {
            if (fault.At - now() is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, stop);
            mending.Add(StrikeAsync(fault, stop));
        }

        await Task.WhenAll(mending);
    }

    private async Task StrikeAsync(RealFault fault, CancellationToken stop)
    {
        // Nothing is hit while it is down.
        var turn = _turns.GetOrAdd(TargetOf(fault), _ => new SemaphoreSlim(1));
        await turn.WaitAsync(stop);
        var from = now();
        try
        {
            await HitAsync(fault, stop);
            Struck.Enqueue(new StruckFault(fault, from, now()));
        }
        finally
        {
            turn.Release();
        }
    }

    private static string TargetOf(RealFault fault) => fault.Kind switch
    {
        RealFaultKind.RouterKilled or RealFaultKind.RouterReplaced or RealFaultKind.RouterHung or RealFaultKind.AllRoutersHung => "routers",
        RealFaultKind.RedisHung or RealFaultKind.RedisKilled or RealFaultKind.RedisForgetsCalls => "redis",
        RealFaultKind.RabbitHung or RealFaultKind.RabbitKilled => "rabbitmq",
        RealFaultKind.PostgresHung or RealFaultKind.PostgresKilled => "postgres",
        RealFaultKind.ReportingHung or RealFaultKind.ReportingKilled => "reporting",
        RealFaultKind.SwitchHung or RealFaultKind.SwitchKilled => "switch",
        _ => fault.Kind.ToString(),
    };

    private Task HitAsync(RealFault fault, CancellationToken stop)
    {
        var pids = hotline.Stack.Endpoints.Pids;
        return fault.Kind switch
        {
            RealFaultKind.RouterKilled => KillAsync(RouterNames[fault.Router], pids.Routing[fault.Router], fault.For, stop),
            RealFaultKind.RouterReplaced => hotline.Stack.RestartAsync(RouterNames[fault.Router], stop),
            RealFaultKind.RouterHung => HangAsync(fault.For, stop, pids.Routing[fault.Router]),
            RealFaultKind.AllRoutersHung => HangAsync(fault.For, stop, [.. pids.Routing]),
            RealFaultKind.CutFromSwitch => ForAsync(fault.For, hotline.Ami.Cut, hotline.Ami.Mend, stop),
            RealFaultKind.HeardLate => ForAsync(fault.For, hotline.Ami.HoldUp, hotline.Ami.LetGo, stop),
            RealFaultKind.RedisHung => HangAsync(fault.For, stop, pids.Redis),
            RealFaultKind.RedisKilled => KillAsync("redis", pids.Redis, fault.For, stop),
            RealFaultKind.RedisForgetsCalls => ForgetCallsAsync(),
            RealFaultKind.RabbitHung => HangAsync(fault.For, stop, pids.Rabbitmq),
            RealFaultKind.RabbitKilled => KillAsync("rabbitmq", pids.Rabbitmq, fault.For, stop),
            RealFaultKind.PostgresKilled => KillAsync("postgres", pids.Postgres, fault.For, stop),
            RealFaultKind.PostgresHung => HangAsync(fault.For, stop, pids.Postgres),
            RealFaultKind.ReportingHung => HangAsync(fault.For, stop, [.. pids.Reporting]),
            RealFaultKind.ReportingKilled => KillAsync("reporting", pids.Reporting[0], fault.For, stop),
            // A switch that hangs is silent itself: so long only that nobody hangs up.
            RealFaultKind.SwitchHung => HangAsync(fault.For / 4, stop, pids.Asterisk),
            RealFaultKind.DiskHung => hotline.Disk.HangAsync(fault.For),
            RealFaultKind.SwitchKilled => hotline.KillSwitchAsync(fault.For / 4, stop),
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }

    private static Task HangAsync(TimeSpan howLong, CancellationToken stop, params int[] pids) => ForAsync(
        howLong, () => Array.ForEach(pids, pid => Posix.Signal(pid, Posix.Stop)), () => Array.ForEach(pids, pid => Posix.Signal(pid, Posix.Continue)), stop);

    private async Task KillAsync(string name, int pid, TimeSpan howLong, CancellationToken stop)
    {
        Posix.Signal(pid, Posix.Kill);
        await Task.Delay(howLong, stop);
        await hotline.Stack.RestartAsync(name, stop);
    }

    private static async Task ForAsync(TimeSpan howLong, Action begin, Action mend, CancellationToken stop)
    {
        begin();
        try
        {
            await Task.Delay(howLong, stop);
        }
        finally
        {
            mend();
        }
    }

    private async Task ForgetCallsAsync()
    {
        RedisKey[] lost = [.. hotline.RedisServer.Keys(pattern: "{h117}:call:*"), .. hotline.RedisServer.Keys(pattern: "{h117}:places:*"), "{h117}:calls"];
        await hotline.Redis.KeyDeleteAsync(lost);
        // Nothing is forgotten but by a restart, which everybody notices.
        await hotline.Redis.ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    }
}
