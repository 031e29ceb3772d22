using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Live;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.RoutingService.Files;

namespace Hotline117.IntegrationTests.Stack;

/// <summary>What tests ask the services over HTTP.</summary>
public partial class Hotline
{
    public Task<LiveSnapshot> LiveAsync(string? replica = null) => GetAsync<LiveSnapshot>("/api/v1/live", replica);

    /// <summary>The value of a gauge or a counter that has no labels.</summary>
    public async Task<double> MetricAsync(string name, string replica)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"{replica}/metrics", Roles.Monitor);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var line = text.Split('\n').Single(each => each.StartsWith($"{name}{{", StringComparison.Ordinal) || each.StartsWith($"{name} ", StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<T> GetAsync<T>(string path, string? at = null, string role = Roles.Administrator)
    {
        using var answer = await SendAsync(HttpMethod.Get, (at ?? Stack.Endpoints.Routing) + path, role);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<T>(ContractJson.Options, TestContext.Current.CancellationToken))!;
    }

    /// <summary>The statistics from an instant on, once they know this many calls and none of them is in progress.</summary>
    public Task<CallStatistics> CountedAsync(
        DateTimeOffset from, int calls, StatisticsDimension by = StatisticsDimension.Outcome, TimeSpan? within = null) => CountedAsync(from, () => calls, by, within);

    /// <param name="calls">So many as there are by now: what is recovered may still come.</param>
    public Task<CallStatistics> CountedAsync(
        DateTimeOffset from, Func<int> calls, StatisticsDimension by = StatisticsDimension.Outcome, TimeSpan? within = null)
    {
        CallStatistics? counted = null;
        return Until.ValueAsync(async () =>
        {
            var until = from.AddHours(6).UtcDateTime;
            counted = await GetAsync<CallStatistics>(
                $"/api/v1/statistics/calls?from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z&to={until:yyyy-MM-ddTHH:mm:ss}Z&by={by}", Stack.Endpoints.Reporting);
            return counted.Total is { InProgress: 0 } total && total.Received == calls() ? counted : null;
        }, within, "all calls are counted", () => $"of {calls()} {counted?.Total.Received} were, {counted?.Total.InProgress} of them in progress");
    }

    /// <summary>All routers decide by it from now on.</summary>
    public async Task PutPolicyAsync(string policy)
    {
        using var answer = await PutAsync("/api/v1/policy", policy);
        answer.EnsureSuccessStatusCode();
        var version = PolicyFile.Read(policy, "policy.yaml").Value!.Version;
        foreach (var replica in Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await WhatIfAsync("region=osh-city", replica))[0].PolicyVersion == version, what: $"{replica} knows the policy");
        }
    }

    public async Task<IReadOnlyList<Explanation>> WhatIfAsync(string question, string? at = null) =>
        (await GetAsync<Foretold>($"/api/v1/decisions/what-if?{question}", at)).Decisions;

    private sealed record Foretold(IReadOnlyList<Explanation> Decisions);

    /// <summary>The switch's own list of all calls since then, and the statistics, differ in nothing.</summary>
    public async Task AllReconciledAsync(DateTimeOffset from)
    {
        IReadOnlyList<CallDifference> different = [];
        try
        {
            await Until.TrueAsync(async () =>
            {
                different = await DifferencesAsync(from);
                return different.Count == 0;
            });
        }
        finally
        {
            Assert.Empty(different);
        }
    }

    /// <summary>In what the switch's own list of all calls since then and the statistics differ.</summary>
    public async Task<IReadOnlyList<CallDifference>> DifferencesAsync(DateTimeOffset from) =>
        [.. (await ReconcileAsync()).Differences.Where(call => BeganAt(call.CallId) >= from)];

    /// <summary>By the switch's own list of calls; waits for the call to end there.</summary>
    public async Task<long> MillisecondsTalkedOnSwitchAsync(string callId)
    {
        var row = new Regex($"^\"{Regex.Escape(callId)}\",.*:(\\d+):(\\d+)\"$", RegexOptions.Multiline);
        var told = await Until.ValueAsync(async () => row.Match(await SwitchListAsync()) is { Success: true } found ? found : null, what: $"{callId} is on the switch's list");
        return Number(2) - Number(1);

        long Number(int group) => long.Parse(told.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<string> SwitchListAsync()
    {
        var list = Path.Combine(Stack.Logs, "asterisk", "cdr-custom", "calls.csv");
        return File.Exists(list) ? await File.ReadAllTextAsync(list) : "";
    }

    // A call's id is its switch's name, a dash, and the second in which it began.
    private static DateTimeOffset BeganAt(string callId) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(callId[(callId.LastIndexOf('-') + 1)..].Split('.')[0], System.Globalization.CultureInfo.InvariantCulture));

    private async Task<CallReconciliation> ReconcileAsync()
    {
        using var content = new StringContent(await SwitchListAsync(), Encoding.UTF8, "text/csv");
        using var answer = await SendAsync(HttpMethod.Post, $"{Stack.Endpoints.Reporting}/api/v1/statistics/reconciliation", Roles.Administrator, content);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<CallReconciliation>(ContractJson.Options))!;
    }

    /// <param name="ifMatch">The ETag that the change was made from; * overwrites whatever there is.</param>
    public Task<HttpResponseMessage> PutAsync(
        string path, string text, string? role = Roles.Administrator, string? ifMatch = "*", string mediaType = "application/yaml") =>
        SendAsync(HttpMethod.Put, Stack.Endpoints.Routing + path, role, new StringContent(text, Encoding.UTF8, mediaType), ifMatch);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null, string role = Roles.Administrator) =>
        SendAsync(HttpMethod.Post, Stack.Endpoints.Routing + path, role, JsonContent.Create(body ?? new { }));

    /// <param name="person">On whose behalf, as <see cref="OnBehalfOf"/> writes it; only the role service may say so.</param>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string url, string? role, HttpContent? content = null, string? ifMatch = null, string? person = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (role is not null)
        {
            request.Headers.Add("X-Api-Key", Stack.Endpoints.KeyOf(role));
        }

        if (person is not null)
        {
            request.Headers.Add(OnBehalfOf.Header, person);
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
