using System.Text.Json.Serialization;
using Hotline117.Contracts;
using Hotline117.Hosting.SignIn;
using Hotline117.Hosting.SignIn.Clients;
using Hotline117.ReportingService.Reconciliation;
using Hotline117.ReportingService.Statistics;
using Hotline117.ReportingService.Statistics.Publication;
using Hotline117.ReportingService.Statistics.Reports;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hotline117.ReportingService.Api;

public static class ApiRegistration
{
    public static void AddStatisticsApi(this WebApplicationBuilder builder, StatisticsSettings settings)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
            ContractJson.Configure(json.SerializerOptions).NumberHandling = JsonNumberHandling.Strict);
        builder.Services.AddSingleton<CallStatisticsReader>().AddSingleton<Reconciler>();
        builder.Services.AddSingleton(settings).AddSingleton<CoverFigures>().AddSingleton<ExactFigures>().AddSingleton<CentreStatements>().AddSingleton<MonthMaker>().AddSingleton<SettlingClock>().AddSingleton<PublishedMonths>().AddSingleton<ReducedMonths>().AddSingleton<CallReduction>().AddSingleton<PublishedReports>();
        if (settings.PublishUnasked)
        {
            builder.Services.AddHostedService<MonthPublisher>();
        }

        builder.Services.AddHealthChecks().AddCheck<ClockHealth>("clock");
        builder.Services.AddRateLimits(settings.RequestsPerMinute);
        builder.Services.AddOpenApi(openApi => openApi.AddDocumentTransformer(DescribeSignIn));
    }

    public static void MapStatisticsApi(this IEndpointRouteBuilder endpoints)
    {
        // A key or client of any role: the fallback policy lets nobody else in.
        endpoints.MapOpenApi("/openapi/{documentName}.json");
        var statistics = endpoints.MapGroup("").AddEndpointFilter(StoreAway.AnswerAsync);
        statistics.MapStatistics();
        statistics.MapFigures();
        statistics.MapStaffing();
        statistics.MapForecast();
        statistics.MapStatements();
        statistics.MapReports();
        statistics.MapReconciliation();
    }

    private static Task DescribeSignIn(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new() { Title = "Hotline 117 statistics", Version = "v1", Description = "Counts of calls. Never a caller." };
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[ApiKeyAuthentication.SchemeName] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKeyAuthentication.Header,
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(ApiKeyAuthentication.SchemeName, document)] = [] }];
        if (context.ApplicationServices.GetService<ApiClientSettings>() is { } clients)
        {
            document.Components.SecuritySchemes[ApiClientRegistration.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OpenIdConnect,
                OpenIdConnectUrl = clients.Discovery,
            };
            document.Security.Add(new() { [new OpenApiSecuritySchemeReference(ApiClientRegistration.SchemeName, document)] = [] });
        }

        return Task.CompletedTask;
    }
}
