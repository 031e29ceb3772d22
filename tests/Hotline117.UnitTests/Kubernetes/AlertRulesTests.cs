using System.Diagnostics.Metrics;
using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Hotline117.Asterisk;
using Hotline117.Hosting.Telemetry;
using Hotline117.ReportingService;
using Hotline117.RoutingService;
using Hotline117.Web.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using YamlDotNet.Serialization;

namespace Hotline117.UnitTests.Kubernetes;

/// <summary>Prometheus' rules ask only for what the services really tell: a metric that nobody exports would never raise anything.</summary>
public sealed partial class AlertRulesTests
{
    private static readonly Type[] Telemetries = [typeof(RoutingTelemetry), typeof(ReportingTelemetry), typeof(WebTelemetry), typeof(AmiTelemetry)];

    private static IReadOnlyList<Rule> Rules { get; } =
        [.. new DeserializerBuilder().WithNamingConvention(YamlDotNet.Serialization.NamingConventions.CamelCaseNamingConvention.Instance).Build()
            .Deserialize<RuleFile>(File.ReadAllText(Path.Combine(Manifests.Folder, "prometheus", "alert-rules.yml"))).Groups.SelectMany(group => group.Rules)];

    [Fact]
    public async Task Every_metric_in_a_rule_is_one_that_a_service_exports()
    {
        var exported = await ExportedAsync();

        Assert.All(Rules, rule =>
        {
            var wanted = MetricName().Matches(rule.Expr).Select(match => match.Value).ToList();
            Assert.NotEmpty(wanted);
            Assert.All(wanted, name => Assert.Contains(name, exported));
        });
    }

    [Fact]
    public void Every_rule_has_a_name_of_its_own_says_how_bad_it_is_and_what_to_do()
    {
        Assert.Equal(Rules.Count, Rules.Select(rule => rule.Alert).Distinct().Count());
        Assert.All(Rules, rule =>
        {
            Assert.Contains(rule.Labels["severity"], new[] { "critical", "warning" });
            Assert.All(new[] { "summary", "description" }, text => Assert.NotEmpty(rule.Annotations[text]));
        });
    }

    /// <summary>As the services' own exporter names them, once each instrument has something to tell.</summary>
    private static async Task<HashSet<string>> ExportedAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.AddTelemetry("test", RoutingTelemetry.Name, ReportingTelemetry.Name, WebTelemetry.Name, AmiTelemetry.SourceName);
        await using var app = builder.Build();
        app.MapPrometheusScrapingEndpoint("/metrics");
        await app.StartAsync(TestContext.Current.CancellationToken);
        RoutingTelemetry.ObserveAlarms(() => [new(0)]);
        RoutingTelemetry.ObservePlans(() => [new(0)]);
        RoutingTelemetry.ObserveOutbox(() => 0, () => 0);
        RoutingTelemetry.ObserveSpokenCode(() => 0);
        foreach (var instrument in Telemetries.SelectMany(Instruments))
        {
            _ = instrument switch
            {
                Counter<long> counter => Done(() => counter.Add(1)),
                UpDownCounter<long> counter => Done(() => counter.Add(1)),
                Gauge<double> gauge => Done(() => gauge.Record(1)),
                Histogram<double> histogram => Done(() => histogram.Record(1)),
                _ => false,
            };
        }

        using var http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        return [.. (await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Split('\n').Where(line => !line.StartsWith('#')).Select(line => line.Split('{', ' ')[0])];
    }

    private static IEnumerable<object?> Instruments(Type telemetry) =>
        telemetry.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Select(field => field.GetValue(null)).OfType<Instrument>();

    private static bool Done(Action record)
    {
        record();
        return true;
    }

    [GeneratedRegex("\\b(hotline117|ami_client)_[a-z0-9_]+")]
    private static partial Regex MetricName();

    private sealed class RuleFile
    {
        public List<RuleGroup> Groups { get; set; } = [];
    }

    private sealed class RuleGroup
    {
        public string Name { get; set; } = "";
        public List<Rule> Rules { get; set; } = [];
    }

    private sealed class Rule
    {
        public string Alert { get; set; } = "";
        public string Expr { get; set; } = "";
        public string For { get; set; } = "";
        public Dictionary<string, string> Labels { get; set; } = [];
        public Dictionary<string, string> Annotations { get; set; } = [];
    }
}
