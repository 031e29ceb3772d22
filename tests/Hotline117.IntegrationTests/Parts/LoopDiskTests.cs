using Hotline117.IntegrationTests.Stack;

namespace Hotline117.IntegrationTests.Parts;

[Collection("Parts")]
public sealed class LoopDiskTests
{
    private const string Name = "left-disk";
    private const string State = $"{Name}/calls";

    [Fact]
    public async Task A_disk_that_a_killed_run_left_standing_is_a_new_one_for_the_next_run()
    {
        var stop = TestContext.Current.CancellationToken;
        await new LoopDisk(Name).MountAsync(State);
        await File.WriteAllTextAsync(Path.Combine(FreshFolder.PathOf(Name), "left"), "", stop);
        await new OwnDisk(Name).FreezeAsync();

        var next = new LoopDisk(Name);
        await next.MountAsync(State).WaitAsync(Until.Patience, stop);

        Assert.Empty(Directory.GetFiles(FreshFolder.PathOf(Name)));
        await next.UnmountAsync();
    }
}
