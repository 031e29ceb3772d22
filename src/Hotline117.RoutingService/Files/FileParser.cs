using System.Text;
using Hotline117.Contracts.Rosters;
using Hotline117.Routing;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hotline117.RoutingService.Files;

/// <summary>Reads YAML 1.2, and so JSON, into <see cref="FileNode"/>s. Bounded in size and depth; anchors, aliases and tags are refused,
/// so that a small file can't become a big one.</summary>
internal sealed class FileParser
{
    public const int MaxBytes = 5_000_000;
    private const int MaxDepth = 16;
    private const string MendHere = "mend the line, the one before or the one after it";
    private readonly Parser _events;
    private int _line = 1;

    private FileParser(string text) => _events = new Parser(new StringReader(text));

    /// <exception cref="FileFormatException">The text is no such file.</exception>
    public static FileNode Parse(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
            throw new FileFormatException(1, Finding.Of(FindingCode.FileTooLarge, $"the file is larger than {MaxBytes / 1_000_000} MB"), "split it or check that it is the right one");
        var parser = new FileParser(text);
        try
        {
            return parser.Document();
        }
        catch (YamlException e)
        {
            throw new FileFormatException((int)e.End.Line, $"this is neither YAML nor JSON ({Reason(e)})", MendHere);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet's answer to some scalars in the wrong place, and to a tag that is no URI.
            throw new FileFormatException(parser._line, "this is neither YAML nor JSON", MendHere);
        }
    }

    private FileNode Document()
    {
        _events.Consume<StreamStart>();
        if (!_events.TryConsume<DocumentStart>(out _))
            throw new FileFormatException(1, "the file is empty", "check that it is the right one");
        var root = Node(1);
        _events.Consume<DocumentEnd>();
        if (_events.TryConsume<DocumentStart>(out var second))
            throw new FileFormatException((int)second.Start.Line, "a second document begins here", "keep one, without lines of '---' between");
        return root;
    }

    private FileNode Node(int depth)
    {
        var next = _events.Consume<ParsingEvent>();
        var line = _line = (int)next.Start.Line;
        if (depth > MaxDepth)
            throw new FileFormatException(line, $"more than {MaxDepth} levels stand inside one another", "check the brackets and the indentation");
        if (next is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            throw new FileFormatException(line, "anchors (&) and aliases (*) are not allowed", "write the value out, or put it in quotes");
        if (next is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
            throw new FileFormatException(line, "tags (!) are not allowed", "leave the tag out, or put the value in quotes");
        return next switch
        {
            YamlDotNet.Core.Events.Scalar scalar => new FileNode.Scalar(line, scalar.Value, scalar.Style != ScalarStyle.Plain),
            SequenceStart => List(line, depth),
            MappingStart => Map(line, depth),
            _ => throw new FileFormatException(line, "a value is missing", "write it"),
        };
    }

    private FileNode.List List(int line, int depth)
    {
        var items = new List<FileNode>();
        while (!_events.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        return new(line, items);
    }

    private FileNode.Map Map(int line, int depth)
    {
        var entries = new List<FileNode.Entry>();
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            if (Node(depth + 1) is not FileNode.Scalar key)
                throw new FileFormatException(line, "a field's name is a list or a map", "write a plain name before the ':'");
            entries.Add(new(key.Text, key.Line, Node(depth + 1)));
        }
        return new(line, entries);
    }

    /// <summary>YamlDotNet's words without the positions before them.</summary>
    private static string Reason(YamlException e)
    {
        var position = e.Message.LastIndexOf("): ", StringComparison.Ordinal);
        return e.Message[(position < 0 ? 0 : position + 3)..].TrimEnd('.');
    }
}

/// <summary>The file can't be read at all from this line on.</summary>
internal sealed class FileFormatException(int line, string what, string remedy) : Exception(what)
{
    private readonly Finding? _finding;

    public FileFormatException(int line, Finding finding, string remedy) : this(line, finding.English, remedy) => _finding = finding;

    public FileProblem In(string fileName) => new(fileName, Math.Max(line, 1), "", Message, remedy) { Finding = _finding };
}
