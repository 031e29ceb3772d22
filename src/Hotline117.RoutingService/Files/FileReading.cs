using Hotline117.Contracts.Rosters;
using Hotline117.Routing;
using Hotline117.Routing.Rosters;

namespace Hotline117.RoutingService.Files;

/// <summary>One pass over a file: collects what is wrong and remembers where each thing was written.</summary>
internal sealed class FileReading(string fileName)
{
    /// <summary>Nobody mends more than these at once; a file full of mistakes must not fill the screen and the memory.</summary>
    private const int MaxProblems = 200;
    private readonly List<FileProblem> _problems = [];
    private readonly Dictionary<object, FileFields> _writtenAt = new(ReferenceEqualityComparer.Instance);
    private int _unlisted;

    /// <summary>Runs a reader over the file. What it answers makes the value, and is asked for it only if nothing was wrong.</summary>
    public static FileResult<T> Run<T>(string text, string fileName, Func<FileFields, FileReading, Func<T>> read)
        where T : class => Run(_ => FileParser.Parse(text), fileName, read);

    /// <summary>For notations other than YAML and JSON.</summary>
    /// <param name="parse">May throw <see cref="FileFormatException"/>.</param>
    public static FileResult<T> Run<T>(Func<FileReading, FileNode> parse, string fileName, Func<FileFields, FileReading, Func<T>> read)
        where T : class
    {
        var reading = new FileReading(fileName);
        try
        {
            var root = parse(reading);
            if (root is FileNode.Map map)
            {
                var make = read(new FileFields(map, "", reading), reading);
                return reading._problems.Count == 0 ? new(make(), []) : new(null, reading.Problems());
            }
            reading.Add(root.Line, "", Finding.Of(FindingCode.NoMap, "the file is no map of fields"), "begin it with a field's name and a ':'");
        }
        catch (FileFormatException e)
        {
            reading._problems.Add(e.In(fileName));
        }
        return new(null, reading.Problems());
    }

    public void Add(int line, string field, string what, string remedy) => Add(new FileProblem(fileName, line, field, what, remedy));

    public void Add(int line, string field, Finding finding, string remedy) => Add(new FileProblem(fileName, line, field, finding.English, remedy) { Finding = finding });

    private void Add(FileProblem problem)
    {
        if (_problems.Count < MaxProblems)
            _problems.Add(problem);
        else
            _unlisted++;
    }

    /// <summary>A finding of the rules, put where its subject was written. One that only follows from a field that could not be read is no news.</summary>
    public void Add(Problem problem)
    {
        var fields = _writtenAt[problem.Subject];
        var other = problem.Other is null ? null : _writtenAt[problem.Other];
        if (fields.IsReported(problem.Field) || (other is not null && !(fields.IsSound && other.IsSound)))
            return;
        var where = other is null ? "" : $" (line {other.Line})";
        Add(new FileProblem(fileName, fields.LineOf(problem.Field), fields.PathOf(problem.Field), problem.What + where, problem.Remedy)
        {
            Finding = problem.Finding,
            OtherLine = other?.Line,
        });
    }

    /// <summary>A finding of the rules about an entry that was not sent.</summary>
    public void AddOfOther(Problem problem) => Add(OfOther(fileName, problem));

    public static FileProblem OfOther(string fileName, Problem problem)
    {
        var about = (problem.Subject as Shift)?.Id;
        return new(fileName, 1, "", about is null ? problem.What : $"'{about}': {problem.What}", problem.Remedy) { Finding = problem.Finding, About = about };
    }

    /// <summary>To be called when all fields of the thing have been asked for.</summary>
    public T Finish<T>(T thing, FileFields fields)
        where T : class
    {
        fields.Finish();
        _writtenAt[thing] = fields;
        return thing;
    }

    private List<FileProblem> Problems()
    {
        var ordered = _problems.OrderBy(problem => problem.Line).ToList();
        if (_unlisted > 0)
        {
            var more = Finding.Of(FindingCode.MoreIsWrong, $"{_unlisted} more things are wrong");
            ordered.Add(new FileProblem(fileName, ordered[^1].Line, "", more.English, "mend these first") { Finding = more });
        }

        return ordered;
    }
}
