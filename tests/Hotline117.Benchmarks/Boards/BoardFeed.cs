using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Hotline117.AppHost.Machine;
using Hotline117.BrowserTests.World;
using Hotline117.Contracts;
using Microsoft.AspNetCore.Identity;

namespace Hotline117.Benchmarks.Boards;

/// <summary>
/// Open boards before a busy country: how long from a call's arrival in the live feed until each board is told to draw it, how many bytes a board takes and how
/// much of the Web process's memory; against as many that ask for the whole snapshot each second.
/// </summary>
internal static partial class BoardFeed
{
    private const int Boards = 50;
    private const int Waiting = 200, Ringing = 100, Talking = 900;
    private const int CallsPerSecond = 5;
    private const string Password = "correct horse battery staple";
    private static readonly TimeSpan _measured = TimeSpan.FromSeconds(60), _settling = TimeSpan.FromSeconds(10);
    private static readonly string[] _regions = ["bishkek", "osh-city", "jalal-abad", "naryn"];

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        await using var routing = new RoutingStandIn();
        await routing.StartAsync();
        var country = new BusyCountry(routing);
        var keys = Directory.CreateTempSubdirectory("hotline117-bench-keys-").FullName;
        using var ports = new PortPool();
        await using (var web = await WebProcess.StartAsync($"http://127.0.0.1:{ports.Take()}", Settings(routing, keys)))
        {
            await MeasureBoardsAsync(web, country, stop);
            await MeasurePollingAsync(routing, country, stop);
        }

        Directory.Delete(keys, recursive: true);
        return 0;
    }

    private static async Task MeasureBoardsAsync(WebProcess web, BusyCountry country, CancellationToken stop)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies });
        var page = await SignInAsync(new Uri(web.Address), http, stop);
        var arrivals = new Arrivals();
        var boards = new List<OpenBoard> { await OpenAsync() };
        await Task.Delay(_settling, stop);
        var (one, before) = (boards.Count, web.MemoryBytes);
        while (boards.Count < Boards)
        {
            boards.Add(await OpenAsync());
        }

        await Task.Delay(_settling, stop);
        var (bytes, cpu, began) = (boards.Sum(board => board.BytesReceived), web.CpuTime, Stopwatch.GetTimestamp());
        await country.LiveAsync(_measured, arrivals.Begin, stop);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Report($"{Boards} boards", arrivals, boards.Sum(board => board.BytesReceived) - bytes, seconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  the Web process: {(web.MemoryBytes - before) / (double)(Boards - one) / 1e6:0.0} MB a board, {web.MemoryBytes / 1e6:0} MB in all; {(web.CpuTime - cpu).TotalSeconds / seconds:0.00} cores"));
        foreach (var board in boards)
        {
            await board.DisposeAsync();
        }

        Task<OpenBoard> OpenAsync() => OpenBoard.OpenAsync(page, http, cookies, arrivals.Viewer(), stop);
    }

    private static async Task MeasurePollingAsync(RoutingStandIn routing, BusyCountry country, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = routing.Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", RoutingStandIn.ApiKey);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var (arrivals, received) = (new Arrivals(), 0L);
        var pollers = Enumerable.Range(0, Boards).Select(i => PollAsync(i, arrivals.Viewer())).ToList();
        await Task.Delay(_settling, stop);
        var (bytes, began) = (Interlocked.Read(ref received), Stopwatch.GetTimestamp());
        await country.LiveAsync(_measured, arrivals.Begin, stop);
        Report($"{Boards} that ask for the snapshot each second", arrivals, Interlocked.Read(ref received) - bytes, Stopwatch.GetElapsedTime(began).TotalSeconds);
        await enough.CancelAsync();
        await Task.WhenAll(pollers);

        async Task PollAsync(int i, Action<ReadOnlySequence<byte>> seen)
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(i / (double)Boards), enough.Token);
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                do
                {
                    var snapshot = await http.GetByteArrayAsync(new Uri("/api/v1/live", UriKind.Relative), enough.Token);
                    Interlocked.Add(ref received, snapshot.Length);
                    seen(new(snapshot));
                }
                while (await timer.WaitForNextTickAsync(enough.Token));
            }
            catch (OperationCanceledException)
            {
                // Measured.
            }
        }
    }

    private static void Report(string who, Arrivals arrivals, long bytes, double seconds)
    {
        var (taken, unseen) = arrivals.End();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{who}, {Waiting} waiting, {Ringing + Talking} ringing or talking, {CallsPerSecond} calls/s, each of which changes 4 times: arrival to drawing, ms, p50 {Quantile.Of(taken, 0.5):0}, p99 {Quantile.Of(taken, 0.99):0}, max {taken.Max():0} of {taken.Count:N0}, {unseen} never seen; {bytes / seconds / Boards / 1e3:0.0} kB/s each"));
    }

    /// <returns>The board's address.</returns>
    private static async Task<Uri> SignInAsync(Uri web, HttpClient http, CancellationToken stop)
    {
        var form = (await http.GetStringAsync(new Uri(web, "/sign-in"), stop)).Split("<form").Single(form => form.Contains("Form.Password", StringComparison.Ordinal));
        var fields = HiddenField().Matches(form).Select(match => KeyValuePair.Create(match.Groups[1].Value, match.Groups[2].Value));
        using var sent = new FormUrlEncodedContent([.. fields, new("Form.User", "dispatcher"), new("Form.Password", Password)]);
        using var answer = await http.PostAsync(new Uri(web, "/sign-in"), sent, stop);
        answer.EnsureSuccessStatusCode();
        return new Uri(web, "/dispatch");
    }

    private static Dictionary<string, string> Settings(RoutingStandIn routing, string keysFolder) => new()
    {
        ["Routing__Url"] = routing.Address.ToString(),
        ["Routing__ApiKey"] = RoutingStandIn.ApiKey,
        ["Reporting__Url"] = routing.Address.ToString(),
        ["Reporting__ApiKey"] = RoutingStandIn.ApiKey,
        ["SignIn__KeysFolder"] = keysFolder,
        ["Accounts__0__User"] = "dispatcher",
        ["Accounts__0__Role"] = "dispatcher",
        ["Accounts__0__PasswordHash"] = new PasswordHasher<string>().HashPassword("", Password),
    };

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();

    /// <summary>As many wait, ring and talk at any time; whoever has waited longest is rung for, and whoever has talked longest ends.</summary>
    private sealed class BusyCountry
    {
        private readonly RoutingStandIn _routing;
        private readonly Queue<string> _waiting = [], _ringing = [], _talking = [];
        private int _calls;

        public BusyCountry(RoutingStandIn routing)
        {
            _routing = routing;
            routing.Change(Sample.Centres);
            for (var i = 0; i < Waiting + Ringing + Talking; i++)
            {
                var (queue, phase) = i < Talking ? (_talking, CallPhase.Talking) : i < Talking + Ringing ? (_ringing, CallPhase.Ringing) : (_waiting, CallPhase.Waiting);
                queue.Enqueue(Next(phase));
            }
        }

        public async Task LiveAsync(TimeSpan time, Action<string> begins, CancellationToken stop)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / CallsPerSecond);
            for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time; await timer.WaitForNextTickAsync(stop))
            {
                _routing.End(_talking.Dequeue());
                Move(_ringing, _talking, CallPhase.Talking);
                Move(_waiting, _ringing, CallPhase.Ringing);
                begins($"call-{_calls:00000}");
                _waiting.Enqueue(Next(CallPhase.Waiting));
            }
        }

        private void Move(Queue<string> from, Queue<string> to, CallPhase phase)
        {
            var id = from.Dequeue();
            _routing.Change(Sample.Call(id, phase, region: _regions[id[^1] % _regions.Length]));
            to.Enqueue(id);
        }

        private string Next(CallPhase phase)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"call-{_calls++:00000}");
            _routing.Change(Sample.Call(id, phase, region: _regions[id[^1] % _regions.Length]));
            return id;
        }
    }

    /// <summary>When each call arrived and when each viewer saw it first.</summary>
    private sealed class Arrivals
    {
        private readonly List<ConcurrentQueue<(byte[] Id, long Since)>> _unseen = [];
        private readonly ConcurrentBag<double> _taken = [];

        public Action<ReadOnlySequence<byte>> Viewer()
        {
            var unseen = new ConcurrentQueue<(byte[] Id, long Since)>();
            _unseen.Add(unseen);
            return bytes =>
            {
                ReadOnlySpan<byte> drawn = bytes.ToArray();
                while (unseen.TryPeek(out var next) && drawn.IndexOf(next.Id) >= 0)
                {
                    _taken.Add(Stopwatch.GetElapsedTime(next.Since).TotalMilliseconds);
                    unseen.TryDequeue(out _);
                }
            };
        }

        public void Begin(string id)
        {
            var arrival = (Encoding.UTF8.GetBytes(id), Stopwatch.GetTimestamp());
            foreach (var viewer in _unseen)
            {
                viewer.Enqueue(arrival);
            }
        }

        public (IReadOnlyCollection<double> Milliseconds, int Unseen) End() => (_taken, _unseen.Sum(viewer => viewer.Count));
    }
}
