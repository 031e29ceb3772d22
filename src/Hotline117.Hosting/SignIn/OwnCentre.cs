using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Hotline117.Hosting.SignIn;

/// <summary>A coordinator is bound to one centre and is told nothing of another; nobody else is bound to any.</summary>
public static class OwnCentre
{
    public const string Claim = "hotline117:centre";

    /// <summary>What a coordinator is bound to whom nobody has given a centre.</summary>
    public const string NoneYet = "";

    /// <returns>The centre, or <see cref="NoneYet"/>; null for whoever is not bound.</returns>
    public static string? Of(ClaimsPrincipal person) => person.IsInRole(Roles.Coordinator) ? person.FindFirstValue(Claim) ?? NoneYet : null;

    /// <param name="centre">Whose data are asked for or changed; null where there is no such centre, which is not told to whoever is bound.</param>
    /// <returns>Null where the person may.</returns>
    public static IResult? Refusal(ClaimsPrincipal person, string? centre) => Of(person) switch
    {
        null => null,
        NoneYet => Forbidden("noCentre", "Your account has no centre yet.", "An administrator of the hotline gives it one; then you see that centre."),
        var own when own == centre => null,
        var own => Forbidden("otherCentre", $"You may see and change the centre {own} only.", "This belongs to no centre of that name. Ask a dispatcher or a supervisor."),
    };

    /// <summary>Lets a coordinator in only where the request is about her own centre.</summary>
    /// <param name="centreOf">The centre that a request is about; null where there is none.</param>
    public static TBuilder OwnCentreOnly<TBuilder>(this TBuilder endpoint, Func<HttpContext, string?> centreOf) where TBuilder : IEndpointConventionBuilder =>
        endpoint.AddEndpointFilter(async (call, next) => Refusal(call.HttpContext.User, centreOf(call.HttpContext)) is { } refused ? refused : await next(call));

    private static IResult Forbidden(string code, string title, string detail) => Results.Problem(
        statusCode: StatusCodes.Status403Forbidden, title: title, detail: detail, extensions: new Dictionary<string, object?> { ["code"] = code });
}
