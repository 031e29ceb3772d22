using System.Text;
using System.Text.Json;
using Hotline117.Contracts.Rosters;
using Hotline117.RoutingService.Files;

namespace Hotline117.RoutingService.Api;

/// <summary>A file in a request's body, and the answers to one that can't be taken.</summary>
internal static class SentFile
{
    private const int MaxBytes = 5 << 20;

    /// <returns>Null where it is too large.</returns>
    public static async Task<string?> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;)
        {
            if (body.Length + read > MaxBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(body.ToArray()).TrimStart('\uFEFF');
    }

    public static IResult TooLarge() => Results.Problem(
        statusCode: StatusCodes.Status413PayloadTooLarge, title: "The file is too large.", detail: $"At most {MaxBytes >> 20} MB are read.");

    public static IResult Refused(IReadOnlyList<FileProblem> problems) => Results.ValidationProblem(
        problems.GroupBy(problem => problem.Field.Length == 0 ? "file" : problem.Field)
            .ToDictionary(group => group.Key, group => group.Select(problem => $"line {problem.Line}: {problem.What}, {problem.Remedy}").ToArray()),
        title: "The file has errors; nothing was changed.",
        extensions: new Dictionary<string, object?> { ["problems"] = problems.Select(InCodes) });

    private static RosterProblem InCodes(FileProblem problem) => new(
        problem.Line, problem.Field, $"{problem.What}, {problem.Remedy}",
        problem.Finding is { } finding ? JsonNamingPolicy.CamelCase.ConvertName($"{finding.Code}") : null, problem.Finding?.Arguments, problem.Finding?.Near, problem.About, problem.OtherLine);

    /// <summary>Of fields that were sent without a file around them, where no line tells anything.</summary>
    public static IResult RefusedFields(IReadOnlyList<FileProblem> problems) => Results.ValidationProblem(
        problems.GroupBy(problem => problem.Field.Length == 0 ? "body" : problem.Field)
            .ToDictionary(group => group.Key, group => group.Select(problem => $"{problem.What}, {problem.Remedy}").ToArray()),
        title: "The fields have errors; nothing was changed.");

    public static IResult Wrong(string parameter, string what) => Results.ValidationProblem(
        new Dictionary<string, string[]> { [parameter] = [what] }, title: "A parameter is wrong.");
}
