namespace Hotline117.RoutingService.Api;

/// <summary>Why what a person wants is not done. <c>code</c> is for programs, which say it in the person's language; <c>by</c> names who was first.</summary>
internal static class Refusal
{
    public static IResult NotLive { get; } = Of(StatusCodes.Status404NotFound, "notLive", "No such call is live.");

    public static IResult Over { get; } = Of(StatusCodes.Status404NotFound, "over", "No such alarm lasts: it is over, or there never was one.");

    public static IResult NotHandedOver { get; } = Of(StatusCodes.Status404NotFound, "notHandedOver", "No such call is being handed over.");

    public static IResult NoCallback { get; } = Of(
        StatusCodes.Status404NotFound, "noCallback", "The callback is not known. GET /api/v1/callbacks names those that are not over; an explanation is kept for a day after.");

    public static IResult SwitchAway { get; } = Of(StatusCodes.Status503ServiceUnavailable, "switchAway", "The call's switch can't be told now; try again.");

    /// <param name="by">The account that was first; null where nobody was.</param>
    public static IResult Conflict(string code, string title, string? by = null) => Of(StatusCodes.Status409Conflict, code, title, by);

    private static IResult Of(int status, string code, string title, string? by = null) =>
        Results.Problem(statusCode: status, title: title, extensions: new Dictionary<string, object?> { ["code"] = code, ["by"] = by });
}
