using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hotline117.AppHost;
using Hotline117.AppHost.Progress;
using Hotline117.Hosting.SignIn;

namespace Hotline117.Benchmarks.Rosters;

/// <summary>
/// How long after a change of the roster was answered as saved both of two routers decide by it, with 10,000 centres: each is asked whom it would ring
/// until its answer names the new roster. Changes of the whole file and of one shift, from the first change on.
/// </summary>
internal static class RosterChange
{
    private const int Centres = 10_000;
    private const int Changes = 10;
    private static readonly TimeSpan _giveUpAfter = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("hotline117-bench-").FullName;
        var (directory, roster) = await GeneratedCountry.WriteAsync(folder, Centres, capacity: 1, stop);
        await using (var stack = await HotlineStack.StartAsync(new StackOptions
        {
            StateFolder = Path.Combine(folder, "state"),
            Callers = false,
            Trunk = new DnsEndPoint("127.0.0.1", 9),
            Replicas = 2,
            Directory = directory,
            Roster = roster,
        }, new Steps(Console.Out, terminal: false), stop))
        {
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Add("X-Api-Key", stack.Endpoints.KeyOf(Roles.Administrator));
            http.DefaultRequestHeaders.IfMatch.Add(EntityTagHeaderValue.Any);
            await MeasureAsync("the whole roster", "/api/v1/rosters", end => GeneratedCountry.Roster(Centres, end));
            await MeasureAsync("one shift", "/api/v1/rosters/shifts/s0", end => $$"""{"centre":"c0","days":"daily","from":"00:00","to":"{{end}}"}""");

            async Task MeasureAsync(string what, string path, Func<string, string> body)
            {
                var (saving, acting) = (new List<double>(), new List<double>());
                for (var change = 0; change < Changes; change++)
                {
                    var began = Stopwatch.GetTimestamp();
                    using var sent = new StringContent(body(string.Create(CultureInfo.InvariantCulture, $"{12 + change}:00")), Encoding.UTF8, "application/json");
                    using var answer = await http.PutAsync(new Uri(stack.Endpoints.Routing + path), sent, stop);
                    answer.EnsureSuccessStatusCode();
                    using var saved = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop));
                    var version = saved.RootElement.GetProperty("version").GetString()!;
                    saving.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                    began = Stopwatch.GetTimestamp();
                    await Task.WhenAll(stack.Endpoints.RoutingReplicas.Select(replica => UntilItActsAsync(http, replica, version, stop)));
                    acting.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{what}, ms, {Changes} changes: saved and answered p50 {Quantile.Of(saving, 0.5):0}, max {saving.Max():0}; then both replicas act after p50 {Quantile.Of(acting, 0.5):0}, first {acting[0]:0}, max {acting.Max():0}"));
            }
        }

        System.IO.Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task UntilItActsAsync(HttpClient http, string replica, string version, CancellationToken stop)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < _giveUpAfter;)
        {
            using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{replica}/api/v1/decisions/what-if?region=bishkek"), stop));
            if (answer.RootElement.GetProperty("decisions")[0].GetProperty("rosterVersion").GetString() == version)
            {
                return;
            }
        }

        throw new TimeoutException($"{replica} does not act by roster {version} after {_giveUpAfter.TotalSeconds:0} s.");
    }
}
