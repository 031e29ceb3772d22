using Hotline117.AppHost;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Progress;

namespace Hotline117.IntegrationTests.Parts;

/// <summary>The AppHost as people start it: a process that can be asked to end, and that can be killed.</summary>
public sealed class KilledRunTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_killed_run_left_is_ended_by_the_next_start()
    {
        var folder = TestStack.Folder("killed-run");
        await using (var program = AppHostProcess.StartIn(folder, "--no-callers"))
        {
            await program.ReadyAsync(folder, Stop);
            Posix.Signal(program.Id, Posix.Kill);
            await program.ExitCodeAsync(Stop);
        }

        var left = Leftovers.Find(folder).ToList();
        Assert.NotEmpty(left);

        await using var stack = await HotlineStack.StartAsync(TestStack.Servers("killed-run"), Steps.Silent(), Stop);

        Assert.DoesNotContain(left, id => ProcessTree.ReadStat(id) is { State: not 'Z' });
        await ServerChecks.AllAnswerAsync(stack.Endpoints, Stop);
    }

    [Fact]
    public async Task A_second_run_in_the_same_folder_is_refused_and_the_first_goes_on()
    {
        await using var first = await HotlineStack.StartAsync(TestStack.Servers("refused"), Steps.Silent(), Stop);

        var refusal = await Assert.ThrowsAsync<StartFailedException>(() => HotlineStack.StartAsync(TestStack.Servers("refused"), Steps.Silent(), Stop));

        Assert.StartsWith("Another run uses", refusal.Message, StringComparison.Ordinal);
        await ServerChecks.AllAnswerAsync(first.Endpoints, Stop);
        Assert.True(File.Exists(Path.Combine(first.StateFolder, "endpoints.json")));
    }

    [Fact]
    public async Task The_terminate_signal_ends_everything_with_code_0()
    {
        var folder = TestStack.Folder("terminated");
        await using var program = AppHostProcess.StartIn(folder);
        var endpoints = await program.ReadyAsync(folder, Stop);
        Assert.StartsWith("http://127.0.0.1:", endpoints.GetProperty("web").GetString(), StringComparison.Ordinal);

        Posix.Signal(program.Id, Posix.Terminate);

        Assert.Equal(0, await program.ExitCodeAsync(Stop));
        Assert.Empty(Leftovers.Find(folder));
        Assert.False(File.Exists(Path.Combine(folder, "endpoints.json")));
    }

    [Theory]
    [InlineData("--trunk nowhere", "--trunk 'nowhere' is no HOST:PORT")]
    [InlineData("--replicas 0", "--replicas '0' must be a number from 1 to 8")]
    [InlineData("--replicas", "--replicas needs a value")]
    [InlineData("--louder", "'--louder' is no option; --help lists all.")]
    public async Task A_wrong_option_is_named_and_ends_with_code_2(string options, string message)
    {
        await using var program = AppHostProcess.Start(options.Split(' '));

        Assert.Equal(2, await program.ExitCodeAsync(Stop));
        Assert.Contains(message, await program.SaidAsync(), StringComparison.Ordinal);
    }
}
