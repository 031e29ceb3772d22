using System.Globalization;
using System.Text;

namespace Hotline117.Benchmarks;

/// <summary>The files of a country of any size: a centre with one line each, on duty round the clock.</summary>
internal static class GeneratedCountry
{
    private static readonly string[] Regions = ["bishkek", "osh-city", "chatkal", "karakol", "batken", "naryn-city", "talas", "toktogul"];

    /// <returns>The paths of both files.</returns>
    public static async Task<(string Directory, string Roster)> WriteAsync(string folder, int centres, int capacity, CancellationToken stop)
    {
        var (directory, roster) = (Path.Combine(folder, "directory.json"), Path.Combine(folder, "roster.json"));
        await File.WriteAllTextAsync(directory, Directory(centres, capacity), stop);
        await File.WriteAllTextAsync(roster, Roster(centres, "24:00"), stop);
        return (directory, roster);
    }

    /// <param name="endOfFirst">When the first centre's shift ends.</param>
    public static string Roster(int centres, string endOfFirst) => Members("shifts", centres, number =>
        $$"""{"id":"s{{number}}","centre":"c{{number}}","days":"daily","from":"00:00","to":"{{(number == 0 ? endOfFirst : "24:00")}}"}""");

    private static string Directory(int centres, int capacity) => Members("centres", centres, number => string.Create(CultureInfo.InvariantCulture,
        $$"""{"id":"c{{number}}","name":"Centre {{number}}","town":"Town","region":"{{Regions[number % Regions.Length]}}","languages":["ky","ru"],"lines":[{"id":"c{{number}}-1","number":"0312{{number:D6}}","capacity":{{capacity}}}]}"""));

    private static string Members(string name, int count, Func<int, string> member) =>
        new StringBuilder($"{{\"{name}\":[").AppendJoin(",\n", Enumerable.Range(0, count).Select(member)).Append("]}").ToString();
}
