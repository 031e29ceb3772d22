using System.Collections.Frozen;

namespace Hotline117.Routing.Directory;

/// <summary>A line together with its centre.</summary>
public sealed record DirectoryLine(Line Line, Centre Centre)
{
    public string Id => Line.Id;

    public IReadOnlyList<string> Languages => Line.Languages ?? Centre.Languages;
}

/// <summary>All centres and lines. Replaced as a whole, never changed. What goes in has passed <see cref="DirectoryRules"/>.</summary>
public sealed class CentreDirectory
{
    private readonly FrozenDictionary<string, Centre> _centres;
    private readonly FrozenDictionary<string, DirectoryLine> _lines;
    private readonly FrozenDictionary<string, int> _indexOf;
    private readonly FrozenDictionary<string, Counsellor> _counsellors;

    /// <exception cref="ArgumentException">Two centres or two lines have the same id.</exception>
    public CentreDirectory(IEnumerable<Centre> centres)
    {
        Centres = [.. centres];
        Lines = [.. Centres.SelectMany(centre => centre.Lines, (centre, line) => new DirectoryLine(line, centre))];
        _centres = Centres.ToFrozenDictionary(centre => centre.Id);
        _lines = Lines.ToFrozenDictionary(line => line.Id);
        _indexOf = Lines.Index().ToFrozenDictionary(line => line.Item.Id, line => line.Index);
        _counsellors = Centres.SelectMany(centre => centre.Counsellors).ToFrozenDictionary(person => person.Id);
        if (_centres.Count != Centres.Count || _lines.Count != Lines.Count)
            throw new ArgumentException("Two centres or two lines have the same id.", nameof(centres));
        Version = ContentVersion.Of(Content());
    }

    public static CentreDirectory Empty { get; } = new([]);

    public IReadOnlyList<Centre> Centres { get; }

    /// <summary>In the directory's order.</summary>
    public IReadOnlyList<DirectoryLine> Lines { get; }

    /// <summary>12 hexadecimal digits that stand for the content, whatever its order. The numbers of secret centres are left out:
    /// the version is logged and published, and a number of nine digits could be found from it by trying them all.
    /// So a change of such a number alone leaves the version as it was.</summary>
    public string Version { get; }

    public Centre? FindCentre(string id) => _centres.GetValueOrDefault(id);

    public DirectoryLine? FindLine(string id) => _lines.GetValueOrDefault(id);

    /// <summary>The line's place in <see cref="Lines"/>, or -1.</summary>
    public int IndexOf(string lineId) => _indexOf.GetValueOrDefault(lineId, -1);

    public Counsellor? FindCounsellor(string id) => _counsellors.GetValueOrDefault(id);

    private IEnumerable<object> Content() => Centres.OrderBy(centre => centre.Id, StringComparer.Ordinal).Select(centre => new
    {
        centre.Id,
        centre.Kind,
        centre.Name,
        centre.Region,
        centre.Town,
        centre.Secret,
        Languages = Sorted(centre.Languages),
        Services = Sorted(centre.Services),
        centre.Shelter,
        centre.ValidFrom,
        centre.ValidTo,
        centre.SharesStatistics,
        Lines = centre.Lines.OrderBy(line => line.Id, StringComparer.Ordinal).Select(line => new
        {
            line.Id,
            Number = centre.Secret ? null : line.Number,
            line.Endpoint,
            line.Capacity,
            line.TakenByKey,
            Languages = line.Languages is null ? null : Sorted(line.Languages),
        }),
        Counsellors = centre.Counsellors.OrderBy(person => person.Id, StringComparer.Ordinal).Select(person => new
        {
            person.Id,
            Languages = Sorted(person.Languages),
            person.Gender,
        }),
    });

    /// <summary>In the same order on every machine, whatever its culture.</summary>
    private static IEnumerable<string> Sorted(IEnumerable<string> words) => words.Order(StringComparer.Ordinal);
}
