using System.Collections.Concurrent;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Progress;

namespace Hotline117.AppHost.Supervision;

/// <summary>Starts, watches and ends what makes up the stack. What dies on its own is reported, not restarted: here one wants to see it.</summary>
internal sealed class Supervisor(Steps steps)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Member> members = new();
    private int deaths;

    /// <summary>How many ended without being asked to.</summary>
    public int Deaths => deaths;

    /// <summary>Starts it and waits until it is ready.</summary>
    public Task StartAsync(Plan plan, CancellationToken stop) =>
        steps.RunAsync(plan.Title, async () =>
        {
            KeepFormerLog(plan.Log);
            var member = new Member(plan, await plan.StartAsync(stop));
            members[plan.Name] = member;
            await Readiness.AwaitAsync(plan, member.Program.Exited, stop);
            _ = ReportDeathAsync(member);
        });

    public Task StartAllAsync(IEnumerable<Plan> plans, CancellationToken stop) => AllOrFirstFailureAsync(plans, StartAsync, stop);

    public Task StopAsync(string name) => members.TryRemove(name, out var member) ? StopAsync(member) : Task.CompletedTask;

    public Task StopAllAsync(IEnumerable<string> names) => Task.WhenAll(names.ToList().Select(StopAsync));

    public bool Runs(string name) => members.TryGetValue(name, out var member) && !member.Program.Exited.IsCompleted;

    /// <summary>0 while it does not run.</summary>
    public int IdOf(string name) => Runs(name) ? members[name].Program.ServerId ?? 0 : 0;

    private static Task StopAsync(Member member)
    {
        member.Stopping = true;
        return member.Program.StopAsync(Grace);
    }

    private async Task ReportDeathAsync(Member member)
    {
        var code = await member.Program.Exited;
        if (!member.Stopping)
        {
            Interlocked.Increment(ref deaths);
            steps.Say($"✗ {member.Plan.Title} has ended by itself with code {code}; the rest keeps running. Its log: {member.Plan.Log}");
        }
    }

    // The first failure stops the others at once: nobody should wait a minute to be told what was known after a second.
    private static async Task AllOrFirstFailureAsync(IEnumerable<Plan> plans, Func<Plan, CancellationToken, Task> start, CancellationToken stop)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var starting = plans.Select(plan => start(plan, failed.Token)).ToList();
        Exception? first = null;
        await foreach (var done in Task.WhenEach(starting))
        {
            if (!done.IsCompletedSuccessfully && first is null)
            {
                first = done.Exception?.InnerException ?? new OperationCanceledException(stop);
                await failed.CancelAsync();
            }
        }

        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    private static void KeepFormerLog(string log)
    {
        if (File.Exists(log))
        {
            File.Move(log, $"{log}.1", overwrite: true);
        }
    }

    private sealed class Member(Plan plan, IRunningProgram program)
    {
        public Plan Plan => plan;
        public IRunningProgram Program => program;
        public bool Stopping { get; set; }
    }
}
