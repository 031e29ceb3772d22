using System.Globalization;
using Hotline117.Contracts.Rosters;
using Hotline117.Routing;

namespace Hotline117.RoutingService.Files;

/// <summary>Reads the fields of one map. What is missing, of the wrong kind, written twice or unknown is reported, and reading goes on.</summary>
internal sealed class FileFields
{
    private readonly FileNode.Map _map;
    private readonly string _path;
    private readonly FileReading _reading;
    private readonly Dictionary<string, FileNode.Entry> _entries = [];
    private readonly HashSet<string> _asked = [];
    private readonly HashSet<string> _reported = [];

    public FileFields(FileNode.Map map, string path, FileReading reading)
    {
        (_map, _path, _reading) = (map, path, reading);
        foreach (var entry in map.Entries)
        {
            if (!_entries.TryAdd(entry.Key, entry))
                Report(entry.Line, entry.Key, Finding.Of(FindingCode.WrittenTwice, $"the field is written twice (line {_entries[entry.Key].Line})"), "keep one");
        }
    }

    public int Line => _map.Line;

    /// <summary>Nothing was wrong in this map itself.</summary>
    public bool IsSound => _reported.Count == 0;

    public bool IsReported(string field) => _reported.Contains(field);

    public int LineOf(string field) => _entries.TryGetValue(field, out var entry) ? entry.Line : Line;

    public string PathOf(string field) => _path.Length == 0 ? field : $"{_path}.{field}";

    /// <summary>To be called when all fields have been asked for: the others are unknown.</summary>
    public void Finish()
    {
        foreach (var entry in _entries.Values.Where(entry => !_asked.Contains(entry.Key)))
        {
            var near = Suggestion.Near(entry.Key, _asked);
            var remedy = Suggestion.Or($"leave it out, or use one of {string.Join(", ", _asked)}", near);
            Report(entry.Line, entry.Key, Finding.Of(FindingCode.NoSuchField, "there is no such field") with { Near = near }, remedy);
        }
    }

    /// <summary>Never empty. Where it is missing, that is reported and the answer is an empty text.</summary>
    public string Text(string field, string example)
    {
        var scalar = Value(field) is { } value ? ScalarIn(field, value) : null;
        if (scalar is { IsNull: false } && !string.IsNullOrWhiteSpace(scalar.Text))
            return scalar.Text;
        if (scalar is not null || !_entries.ContainsKey(field))
            Report(LineOf(field), field, Finding.Of(FindingCode.Missing, "this is missing"), $"write it, such as {field}: {example}");
        return "";
    }

    public string? OptionalText(string field) =>
        Value(field) is { } value && ScalarIn(field, value) is { IsNull: false } scalar && !string.IsNullOrWhiteSpace(scalar.Text)
            ? scalar.Text
            : null;

    public bool IsText(string field, string word) => Value(field) is FileNode.Scalar scalar && scalar.Text == word;

    public bool Flag(string field) => OptionalText(field) switch
    {
        null or "false" => false,
        "true" => true,
        _ => Wrong(field, Finding.Of(FindingCode.NotTrueOrFalse, "this is neither true nor false"), "write one of the two", false),
    };

    public int Number(string field, int otherwise) => OptionalText(field) switch
    {
        null => otherwise,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => Wrong(field, "this is no whole number", "write digits only", otherwise),
    };

    /// <summary>Null where the field is missing.</summary>
    public int? OptionalNumber(string field) => OptionalText(field) is null ? null : Number(field, otherwise: 0);

    /// <summary>Null where the field is missing, or is none of the words, which is reported.</summary>
    public T? OneOf<T>(string field, IReadOnlyDictionary<string, T> words) where T : struct =>
        OptionalText(field) is { } word ? OneOf(field, word, words) : null;

    /// <summary>Empty where the field is missing; words that are none of the known are reported and left out.</summary>
    public IReadOnlyList<T> SomeOf<T>(string field, IReadOnlyDictionary<string, T> words) where T : struct =>
        [.. (Texts(field, $"[{words.Keys.First()}]") ?? []).Select(word => OneOf(field, word, words)).OfType<T>()];

    public DateOnly? OptionalDate(string field) => OptionalText(field) switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
        var text => Wrong(field, Finding.Of(FindingCode.NoDate, $"'{text}' is no date"), "write year, month and day, such as 2026-03-21", (DateOnly?)null),
    };

    /// <summary>Null where the field is missing.</summary>
    public bool? OptionalFlag(string field) => OptionalText(field) is null ? null : Flag(field);

    private T? OneOf<T>(string field, string word, IReadOnlyDictionary<string, T> words) where T : struct => words.TryGetValue(word, out var value)
        ? value
        : Wrong(field, $"'{word}' is none of the words known here", Suggestion.Or($"use {string.Join(", ", words.Keys)}", word, words.Keys), (T?)null);

    /// <summary>Null where the field is missing.</summary>
    public IReadOnlyList<string>? Texts(string field, string example)
    {
        if (Value(field) is not { } value || value is FileNode.Scalar { IsNull: true })
            return null;
        if (value is FileNode.List { Items: var items } && items.All(item => item is FileNode.Scalar { IsNull: false }))
            return [.. items.Cast<FileNode.Scalar>().Select(scalar => scalar.Text)];
        return Wrong(field, Finding.Of(FindingCode.NoList, "this is no list of words"), $"write {field}: {example}", (IReadOnlyList<string>?)null);
    }

    /// <summary>Empty where the field is missing; items that are no maps are reported and left out.</summary>
    public IEnumerable<FileFields> Maps(string field)
    {
        if (Value(field) is not { } value || value is FileNode.Scalar { IsNull: true })
            return [];
        if (value is not FileNode.List list)
            return Wrong(field, Finding.Of(FindingCode.NoList, "this is no list"), "write its items below it, each after a '-'", Array.Empty<FileFields>());
        return list.Items.Select((item, index) => MapIn($"{field}[{index}]", item)).OfType<FileFields>();
    }

    /// <summary>Null where the field is no map, which is no mistake yet.</summary>
    public FileFields? MapOrNull(string field) => Value(field) is FileNode.Map map ? new(map, PathOf(field), _reading) : null;

    /// <summary>Not written, or written without a value.</summary>
    public bool IsMissing(string field) => Value(field) is null or FileNode.Scalar { IsNull: true };

    public T Wrong<T>(string field, string what, string remedy, T instead)
    {
        _reported.Add(field);
        _reading.Add(LineOf(field), PathOf(field), what, remedy);
        return instead;
    }

    public T Wrong<T>(string field, Finding finding, string remedy, T instead)
    {
        Report(LineOf(field), field, finding, remedy);
        return instead;
    }

    private FileNode? Value(string field)
    {
        _asked.Add(field);
        return _entries.GetValueOrDefault(field)?.Value;
    }

    private FileNode.Scalar? ScalarIn(string field, FileNode value) =>
        value as FileNode.Scalar ?? Wrong(field, Finding.Of(FindingCode.NotOneValue, "a list or a map stands where one value belongs"), "write one value", (FileNode.Scalar?)null);

    private FileFields? MapIn(string field, FileNode item)
    {
        if (item is FileNode.Map map)
            return new(map, PathOf(field), _reading);
        Report(item.Line, field, Finding.Of(FindingCode.NoMap, "this is no map of fields"), "write its fields, each with a ':'");
        return null;
    }

    private void Report(int line, string field, Finding finding, string remedy)
    {
        _reported.Add(field);
        _reading.Add(line, PathOf(field), finding, remedy);
    }
}
