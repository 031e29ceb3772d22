using System.Diagnostics.CodeAnalysis;

namespace Hotline117.RoutingService.Files;

/// <summary>What a file holds, or everything that is wrong with it: a bad file is refused as a whole.</summary>
public sealed record FileResult<T>(T? Value, IReadOnlyList<FileProblem> Problems)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;
}
