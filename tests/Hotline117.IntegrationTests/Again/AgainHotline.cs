using Hotline117.IntegrationTests.Stack;
using Hotline117.IntegrationTests.Stories;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Lines;

namespace Hotline117.IntegrationTests.Again;

/// <summary>A stack that knows callers again, and whose time can be turned on.</summary>
public sealed class AgainHotline : StoryHotline
{
    protected override string Name => "again";

    protected override int Replicas => 2;

    protected override string? Directory => TestDirectory.DirectoryFile;

    protected override string? Roster => TestDirectory.EmptyRosterFile;

    public override CarePolicy Care => new() { WrapUp = TimeSpan.FromSeconds(10), PauseAfterUnanswered = 0 };

    public override AgainPolicy Again => new() { Redial = TimeSpan.FromMinutes(10), NuisanceMarks = 2, NuisanceWithin = TimeSpan.FromMinutes(10) };

    /// <summary>Nobody is known of the test before.</summary>
    public async Task StartAmongStrangersAsync()
    {
        // A call whose end is heard only then would be known for ten minutes more.
        await HangUpAllAsync();
        await AllHeardAsync();
        await LaterAsync(TimeSpan.FromMinutes(11));
        // With each change routers teach the switch; else its plan would seem old to them, and they unready, for half a minute.
        await PutRosterAsync(TestDirectory.Talas);
        await PutRosterAsync();
        await StartAfreshAsync();
    }
}

[CollectionDefinition(nameof(AgainHotline))]
public sealed class AgainHotlineCollection : ICollectionFixture<AgainHotline>;
