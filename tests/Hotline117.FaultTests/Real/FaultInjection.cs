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
    private static readonly string[] MayEndByFullDisk = ["rabbitmq", "postgres", "redis"];
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

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

    /// <summary>As whoever looks after the machine: what a full disk has ended, perhaps long after there was room again, is started.</summary>
    public Task LookAfterServersAsync(CancellationToken stop) => Task.WhenAll(MayEndByFullDisk.Select(async name =>
    {
        while (!stop.IsCancellationRequested)
        {
            await InTurnAsync(name, () => hotline.Stack.Runs(name) ? Task.CompletedTask : hotline.StartAsync(name, CancellationToken.None), CancellationToken.None);
            await Task.Delay(LookEvery, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }));

    private async Task StrikeAsync(RealFault fault, CancellationToken stop)
    {
        var from = TimeSpan.Zero;
        await InTurnAsync(TargetOf(fault), async () =>
        {
            from = now();
            await HitAsync(fault, stop);
        }, stop);
        Struck.Enqueue(new StruckFault(fault, from, now()));
    }

    /// <summary>Nothing is hit while it is down.</summary>
    private async Task InTurnAsync(string target, Func<Task> act, CancellationToken stop)
    {
        var turn = _turns.GetOrAdd(target, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(stop);
        try
        {
            await act();
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
        RealFaultKind.DiskHung or RealFaultKind.DiskFull => "disk",
        _ => fault.Kind.ToString(),
    };

    private Task HitAsync(RealFault fault, CancellationToken stop)
    {
        var pids = hotline.Stack.Endpoints.Pids;
        return fault.Kind switch
        {
            RealFaultKind.RouterKilled => KillAsync(RouterNames[fault.Router], pids.Routing[fault.Router], fault.For, stop),
            RealFaultKind.RouterReplaced => hotline.StartAsync(RouterNames[fault.Router], stop),
            RealFaultKind.RouterHung => HangAsync(fault.For, stop, pids.Routing[fault.Router]),
            RealFaultKind.AllRoutersHung => HangAsync(fault.For, stop, [.. pids.Routing]),
            RealFaultKind.CutFromSwitch => ForAsync(fault.For, hotline.Ami.Cut, hotline.Ami.Mend, stop),
            RealFaultKind.HeardLate => ForAsync(fault.For, hotline.Ami.HoldUp, hotline.Ami.LetGo, stop),
            RealFaultKind.RedisHung => HangAsync(fault.For, stop, pids.Redis),
            RealFaultKind.RedisKilled => KillAsync("redis", pids.Redis, fault.For, stop),
            RealFaultKind.RedisForgetsCalls => TellRedisAsync(ForgetCallsAsync),
            RealFaultKind.RabbitHung => HangAsync(fault.For, stop, pids.Rabbitmq),
            RealFaultKind.RabbitKilled => KillAsync("rabbitmq", pids.Rabbitmq, fault.For, stop),
            RealFaultKind.PostgresKilled => KillAsync("postgres", pids.Postgres, fault.For, stop),
            RealFaultKind.PostgresHung => HangAsync(fault.For, stop, pids.Postgres),
            RealFaultKind.ReportingHung => HangAsync(fault.For, stop, [.. pids.Reporting]),
            RealFaultKind.ReportingKilled => KillAsync("reporting", pids.Reporting[0], fault.For, stop),
            // A switch that hangs is silent itself: so long only that nobody hangs up.
            RealFaultKind.SwitchHung => HangAsync(fault.For / 4, stop, pids.Asterisk),
            RealFaultKind.DiskHung => Task.WhenAll(hotline.Disk.HangAsync(fault.For), hotline.SwitchDisk.HangAsync(fault.For)),
            RealFaultKind.DiskFull => hotline.Disk.FillAsync(fault.For),
            RealFaultKind.SwitchClockStepped => StepAsync(fault, stop, "asterisk"),
            RealFaultKind.RedisClockStepped => StepAsync(fault, stop, Clocks.Redis),
            RealFaultKind.RouterClockStepped => StepAsync(fault, stop, RouterNames[fault.Router]),
            RealFaultKind.ClocksStepped => StepAsync(fault, stop, [.. Clocks.Names, Clocks.Redis]),
            RealFaultKind.SwitchKilled => hotline.KillSwitchAsync(fault.For / 4, stop),
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }

    /// <summary>No shorter than it takes until all have looked at their clocks.</summary>
    private async Task StepAsync(RealFault fault, CancellationToken stop, params string[] clocks)
    {
        await StepAsync(fault.Step, clocks);
        await Task.Delay(fault.For + TimeSpan.FromSeconds(3), stop);
        await StepAsync(-fault.Step, clocks);
    }

    private async Task StepAsync(TimeSpan by, string[] clocks)
    {
        hotline.Clocks.Step(by, clocks.Except([Clocks.Redis]));
        if (clocks.Contains(Clocks.Redis))
            await TellRedisAsync(() => hotline.Clocks.StepRedisAsync(by));
    }

    /// <summary>As often as it is away, or its disk full, meanwhile.</summary>
    private static async Task TellRedisAsync(Func<Task> tell) => await Until.TrueAsync(async () =>
    {
        try
        {
            await tell();
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    });

    private static Task HangAsync(TimeSpan howLong, CancellationToken stop, params int[] pids) => ForAsync(
        howLong, () => Array.ForEach(pids, pid => Posix.Signal(pid, Posix.Stop)), () => Array.ForEach(pids, pid => Posix.Signal(pid, Posix.Continue)), stop);

    private async Task KillAsync(string name, int pid, TimeSpan howLong, CancellationToken stop)
    {
        Posix.Signal(pid, Posix.Kill);
        await Task.Delay(howLong, stop);
        await hotline.StartAsync(name, stop);
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
