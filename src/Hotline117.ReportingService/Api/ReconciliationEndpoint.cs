using System.Text;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting.SignIn;
using Hotline117.ReportingService.Reconciliation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline117.ReportingService.Api;

public static class ReconciliationEndpoint
{
    /// <summary>Some 80,000 calls.</summary>
    private const long MaxBytes = 50 << 20;

    public static void MapReconciliation(this IEndpointRouteBuilder endpoints) => endpoints
        .MapPost("/api/v1/statistics/reconciliation", CompareAsync)
        .WithName("ReconcileCalls")
        .WithSummary("Compares a switch's own list of calls (calls.csv as cdr_custom.conf writes it) with the statistics and says which calls differ. Keeps nothing.")
        .WithTags("Statistics")
        .Accepts<string>("text/csv")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status410Gone)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxBytes))
        .RequireRoles(Roles.Administrator, Roles.Service);

    private static async Task<Results<Ok<CallReconciliation>, ValidationProblem, ProblemHttpResult>> CompareAsync(HttpContext context, Reconciler reconciler)
    {
        using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
        try
        {
            var list = SwitchList.Read(await body.ReadToEndAsync(context.RequestAborted));
            return TypedResults.Ok(await reconciler.CompareAsync(list, context.RequestAborted));
        }
        catch (FormatException wrong)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["body"] = [wrong.Message] }, title: "The list can't be read.");
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TypedResults.Problem($"At most {MaxBytes >> 20} MB are read: send a list of fewer days.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }
    }
}
