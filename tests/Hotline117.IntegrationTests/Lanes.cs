using Hotline117.IntegrationTests.Stack;

// Each collection has a stack of its own and mostly waits, so that three side by side take little longer than one.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 3)]

namespace Hotline117.IntegrationTests;

[CollectionDefinition(nameof(Hotline))]
public sealed class HotlineCollection : ICollectionFixture<Hotline>;

/// <summary>The same once more: tests of troubles and callbacks go on beside those of calls.</summary>
public sealed class SecondHotline : Hotline
{
    protected override string Name => "second";
}

[CollectionDefinition(nameof(SecondHotline))]
public sealed class SecondHotlineCollection : ICollectionFixture<SecondHotline>;
