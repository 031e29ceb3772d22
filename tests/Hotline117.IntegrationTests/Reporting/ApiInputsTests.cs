using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hotline117.Hosting.SignIn;

namespace Hotline117.IntegrationTests.Reporting;

/// <summary>The whole API, as its own OpenAPI document tells it, asked with whatever comes to mind; on a stack of its own, as whoever asks for a month publishes it.</summary>
public sealed class ApiInputsTests(ReportingStack stack) : IClassFixture<ReportingStack>
{
    private const int Seed = 117;

    /// <summary>Less than a key may ask in a minute.</summary>
    private const int RequestsOfEachRole = 250;

    private static readonly string[] Asking = [Roles.Ministry, Roles.Supervisor, Roles.Administrator, Roles.Service, Roles.Dispatcher];

    private static readonly string[] Values =
    [
        "", " ", "0", "1", "-1", "3", "00", "1.5", "1e309", "-0", "NaN", "2147483648", "99999999999999999999", "true", "null", "*", "%", "'", "\"; DROP TABLE calls; --", "a,b", ",", "ky:30,ru:12.5", "ky:-1", "ky",
        "2026-01", "2026-10", "2026-13", "0000-00", "9999-12", "10000-01", "2026-10-01", "2026-10-02", "2026-02-30", "2026-10-01T08:00:00Z", "2026-10-01T08:00:00", "2026-10-01T25:00:00Z", "20261001",
        "region", "region,hourOfDay", "region,region", "region,hourOfDay,language,need", "Region", "hour", "outcome", "centre", "exact", "period", "json", "csv", "xlsx", "pdf", "answered", "osh", "unknown", "osh-c",
        "ё", "Ысык-Көл", "\u0001", "\U0001F4DE", new string('9', 400), new string('x', 500), "../../etc/passwd", "2026-01.html", "2026-Q1.xlsx", "2026-Q5.html", "2026-10.html",
    ];

    [Fact]
    public async Task Whatever_is_asked_is_answered_or_refused_with_a_reason_and_never_fails()
    {
        var random = new Random(Seed);
        var operations = await OperationsAsync();
        Assert.InRange(operations.Count, 7, 50);
        var counted = new Dictionary<HttpStatusCode, int>();
        foreach (var role in Asking)
        {
            for (var request = 0; request < RequestsOfEachRole; request++)
            {
                var operation = operations[random.Next(operations.Count)];
                var address = Address(operation, random);
                using var answer = await stack.SendAsync(operation.Method, address, role, operation.Method == HttpMethod.Post ? new StringContent(Value(random), Encoding.UTF8, "text/csv") : null);
                counted[answer.StatusCode] = counted.GetValueOrDefault(answer.StatusCode) + 1;

                var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                var told = $"{operation.Method} {address} as {role}: {(int)answer.StatusCode} {body}";
                Assert.True((int)answer.StatusCode < 500 || (answer.StatusCode == HttpStatusCode.ServiceUnavailable && body.Contains("can't be published yet", StringComparison.Ordinal)), told);
                Assert.True(answer.IsSuccessStatusCode || SaysWhy(answer, body), told);
            }
        }

        // The generator reaches what lies behind the checks, too.
        Assert.InRange(counted.GetValueOrDefault(HttpStatusCode.OK), 50, int.MaxValue);
        Assert.InRange(counted.GetValueOrDefault(HttpStatusCode.BadRequest), 300, int.MaxValue);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, counted.Keys);
    }

    private static bool SaysWhy(HttpResponseMessage answer, string body)
    {
        if (body.Length == 0)
        {
            return false;
        }

        using var problem = JsonDocument.Parse(body);
        // Of a role that may never ask that.
        return (answer.StatusCode == HttpStatusCode.Forbidden && problem.RootElement.GetProperty("title").GetString() == "Forbidden") || answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && (problem.RootElement.TryGetProperty("errors", out var errors)
            ? errors.EnumerateObject().Any() && errors.EnumerateObject().All(fault => fault.Value.EnumerateArray().All(text => text.GetString()!.Length > 10))
            : problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString()!.Length > 10);
    }

    private static string Address(Operation operation, Random random)
    {
        var path = operation.Path;
        var query = new StringBuilder();
        foreach (var (name, isInPath) in operation.Parameters)
        {
            if (isInPath)
            {
                path = path.Replace($"{{{name}}}", Uri.EscapeDataString(Value(random) is { Length: > 0 } value ? value : "x"), StringComparison.Ordinal);
            }
            else if (random.Next(3) == 0)
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(Value(random)));
            }
        }

        return path + query + (random.Next(12) == 0 ? $"{(query.Length == 0 ? '?' : '&')}{Uri.EscapeDataString(Value(random))}={Uri.EscapeDataString(Value(random))}" : "");
    }

    private static string Value(Random random) => Values[random.Next(Values.Length)];

    private async Task<IReadOnlyList<Operation>> OperationsAsync()
    {
        using var response = await stack.GetAsync("/openapi/v1.json");
        var document = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select new Operation(HttpMethod.Parse(operation.Name.ToUpperInvariant()), path.Name, operation.Value.TryGetProperty("parameters", out var parameters)
                   ? [.. parameters.EnumerateArray().Select(parameter => (parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString() == "path"))] : []),
        ];
    }

    private sealed record Operation(HttpMethod Method, string Path, IReadOnlyList<(string Name, bool IsInPath)> Parameters);
}
