using Hotline117.IntegrationTests;
using Hotline117.IntegrationTests.Stack;
using Xunit.Sdk;
using Xunit.v3;

// Each collection has a stack of its own and mostly waits, for telephones: two side by side take half of the time and little of two cores. Where there are more,
// -maxThreads 3 takes a third of it.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
[assembly: TestCollectionOrderer(typeof(SharedStacksFirst))]

namespace Hotline117.IntegrationTests;

/// <summary>Collections of many classes are the longest: begun last beside others, one would go on alone. A class by itself is a collection of its own.</summary>
public sealed class SharedStacksFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionClassName is null).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];
}

[CollectionDefinition(nameof(Hotline))]
public sealed class HotlineCollection : ICollectionFixture<Hotline>;

/// <summary>The same once more: tests of troubles and callbacks can go on beside those of calls.</summary>
public sealed class SecondHotline : Hotline
{
    protected override string Name => "second";
}

[CollectionDefinition(nameof(SecondHotline))]
public sealed class SecondHotlineCollection : ICollectionFixture<SecondHotline>;
