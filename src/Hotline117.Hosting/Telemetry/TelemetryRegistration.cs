using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hotline117.Hosting.Telemetry;

public static class TelemetryRegistration
{
    /// <summary>
    /// Traces and metrics. Spans leave by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; metrics are read at <c>/metrics</c>.
    /// </summary>
    /// <param name="sources">Names of the activity sources and meters of the service and its libraries.</param>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string serviceName, params string[] sources)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName))
            .WithMetrics(metrics => metrics
                .AddMeter(sources)
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        // Where nobody collects them no spans are made: a call has a dozen.
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.WithTracing(tracing => tracing
                .AddSource(sources)
                .AddAspNetCoreInstrumentation(http =>
                    http.Filter = request => !request.Request.Path.StartsWithSegments("/health")
                        && !request.Request.Path.StartsWithSegments("/metrics"))
                .AddHttpClientInstrumentation()
                .AddOtlpExporter());
        }
    }
}
