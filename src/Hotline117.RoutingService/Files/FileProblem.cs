using Hotline117.Routing;

namespace Hotline117.RoutingService.Files;

/// <summary>One thing that is wrong in a file. Never holds a telephone number.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Field">Its path: <c>centres[2].lines[0].capacity</c>; empty where the file as a whole is meant.</param>
public sealed record FileProblem(string File, int Line, string Field, string What, string Remedy)
{
    /// <summary>The same for programs; null where only people are to read it.</summary>
    public Finding? Finding { get; init; }

    /// <summary>The line of a second thing that this one clashes with.</summary>
    public int? OtherLine { get; init; }

    /// <summary>The entry that is wrong, by its id, where it is another than the one that was sent.</summary>
    public string? About { get; init; }

    public override string ToString() => Field.Length == 0 ? $"{File}:{Line}: {What}, {Remedy}" : $"{File}:{Line}: {Field}: {What}, {Remedy}";
}
