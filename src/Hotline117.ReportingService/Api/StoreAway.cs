using Hotline117.ReportingService.Statistics.Publication;
using Hotline117.ReportingService.Store;

namespace Hotline117.ReportingService.Api;

/// <summary>Whoever asks while PostgreSQL is away, or for a month that must not be published yet, is told so, and when to ask again; and who asks for calls that are deleted, that they are.</summary>
internal static class StoreAway
{
    public static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (UnsettledException unsettled)
        {
            context.HttpContext.Response.Headers.RetryAfter = "600";
            return TypedResults.Problem(unsettled.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (ReducedException gone)
        {
            return TypedResults.Problem(gone.Message, statusCode: StatusCodes.Status410Gone);
        }
        catch (Exception fault) when (StoreFault.MayPass(fault))
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("The statistics can't be read now; try again in a few seconds.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
