using System.Collections.Concurrent;
using Hotline117.Contracts.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Decisions;

/// <summary>The way from a caller's region to every line, in the directory's order. Worked out once for each region and season that calls come from.</summary>
internal sealed class Nearness(CentreDirectory directory, TravelTimes travelTimes)
{
    /// <summary>No open road, or the caller's region is not known.</summary>
    public const int Unknown = int.MaxValue;

    private readonly ConcurrentDictionary<(string Region, Season Season), int[]> _minutes = [];
    private readonly int[] _unknown = [.. Enumerable.Repeat(Unknown, directory.Lines.Count)];

    public bool IsOf(CentreDirectory otherDirectory, TravelTimes otherTimes) => ReferenceEquals(directory, otherDirectory) && ReferenceEquals(travelTimes, otherTimes);

    /// <returns>Minutes for each line.</returns>
    public ReadOnlySpan<int> From(string? region, Season season) => region is null || !travelTimes.Knows(region)
        ? _unknown
        : _minutes.GetOrAdd((region, season), static (key, lines) => lines.Measure(key.Region, key.Season), this);

    private int[] Measure(string region, Season season) =>
        [.. directory.Lines.Select(line => travelTimes.Minutes(region, line.Centre.Region, season) ?? Unknown)];
}
