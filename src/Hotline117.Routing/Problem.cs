namespace Hotline117.Routing;

/// <summary>Something wrong in a directory or a roster. It names the thing itself, so that whoever read it from a file can tell the place.</summary>
/// <param name="Subject">The centre, line or shift, to be compared by reference.</param>
/// <param name="Field">The member that is wrong, as files spell it: <c>capacity</c>.</param>
/// <param name="What">What is wrong. Never a telephone number.</param>
/// <param name="Remedy">How to mend it.</param>
/// <param name="Other">A second thing that this one clashes with, or null.</param>
public sealed record Problem(object Subject, string Field, string What, string Remedy, object? Other = null)
{
    public Problem(object subject, string field, Finding finding, string remedy, object? other = null) : this(subject, field, finding.English, remedy, other) =>
        Finding = finding;

    /// <summary>The same for programs; a roster's problems have it.</summary>
    public Finding? Finding { get; }
}
