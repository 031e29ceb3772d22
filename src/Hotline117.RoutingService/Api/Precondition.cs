using Microsoft.Net.Http.Headers;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// <c>If-Match</c> of a change: an ETag that a GET has answered, or <c>*</c> to overwrite whatever there is. A tag is strong: it names the stored revision
/// and, after a dash, the notation it was sent in, which a change need not repeat.
/// </summary>
internal sealed record Precondition(bool Any, IReadOnlyList<string> Revisions)
{
    /// <summary>Null where the request has none, or one that can't be read.</summary>
    public static Precondition? Of(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0 || !EntityTagHeaderValue.TryParseStrictList(header, out var tags))
        {
            return null;
        }

        // A weak tag never matches where a change is meant.
        return new(tags.Any(tag => tag.Tag == "*"), [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.Value!.Trim('"').Split('-')[0])]);
    }

    public bool Holds(string revision) => Any || Revisions.Contains(revision);

    public static string Tag(string revision, string notation) => $"\"{revision}-{notation}\"";

    public static IResult Missing() => Results.Problem(
        statusCode: StatusCodes.Status428PreconditionRequired, title: "The change does not say what it was made from.",
        detail: "Send If-Match with the ETag that GET answers, so that nobody's change is overwritten; If-Match: * overwrites whatever there is.");

    /// <summary>Another editor was first. The answer's ETag is the current one.</summary>
    public static IResult Failed(HttpResponse response, string revision, string notation)
    {
        response.Headers.ETag = Tag(revision, notation);
        return Results.Problem(
            statusCode: StatusCodes.Status412PreconditionFailed, title: "It has been changed meanwhile; nothing was overwritten.",
            detail: "GET it again, make the change anew and send it with the new ETag.");
    }

    public static IResult Busy() => Results.Problem(
        statusCode: StatusCodes.Status503ServiceUnavailable, title: "It is being changed by others all the time; nothing was changed.", detail: "Send the change again.");
}
