using System.Text;
using Hotline117.RoutingService.Files;

namespace Hotline117.RoutingService.Api;

/// <summary>The text of a request that carries a file, and the answers to one that can't be taken.</summary>
internal static class RequestText
{
    /// <returns>Null for a body of more bytes.</returns>
    public static async Task<string?> ReadAsync(HttpRequest request, int maxBytes)
    {
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;)
        {
            if (body.Length + read > maxBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(body.ToArray());
    }

    public static IResult TooLarge(int maxBytes) => Results.Problem(
        statusCode: StatusCodes.Status413PayloadTooLarge, title: "The file is too large.", detail: $"At most {maxBytes / 1000} kB are read.");

    public static IResult Refused(IReadOnlyList<FileProblem> problems) => Results.ValidationProblem(
        problems.GroupBy(problem => problem.Field.Length == 0 ? "file" : problem.Field)
            .ToDictionary(group => group.Key, group => group.Select(problem => $"line {problem.Line}: {problem.What}, {problem.Remedy}").ToArray()),
        title: "The file has errors; nothing was changed.");
}
