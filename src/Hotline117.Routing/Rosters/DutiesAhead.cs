using Hotline117.Routing.Directory;

namespace Hotline117.Routing.Rosters;

/// <summary>Which lines have any duty in the time that an outlook looks at, and which languages are spoken there then.</summary>
internal sealed class DutiesAhead
{
    private readonly HashSet<string> _lines = [];
    private readonly HashSet<string> _languages = [];

    public DutiesAhead(Outlook outlook, Roster roster, CentreDirectory directory)
    {
        First = DateOnly.FromDateTime(BishkekTime.ToLocal(outlook.From));
        Last = DateOnly.FromDateTime(BishkekTime.ToLocal(outlook.To));
        foreach (var line in directory.Lines)
        {
            // A shift that has begun the evening before goes on.
            foreach (var span in roster.SpansOf(line.Id, First.AddDays(-1), Last).Where(span => span.To > BishkekTime.ToLocal(outlook.From) && line.Centre.IsValidOn(DateOnly.FromDateTime(span.From))))
            {
                _lines.Add(line.Id);
                if (CoverGaps.TakesCalls(line.Centre))
                    _languages.UnionWith(Spoken(span, line, directory));
            }
        }
    }

    public DateOnly First { get; }

    public DateOnly Last { get; }

    public IReadOnlySet<string> Lines => _lines;

    public IReadOnlySet<string> Languages => _languages;

    private static IEnumerable<string> Spoken(DutySpan span, DirectoryLine line, CentreDirectory directory) =>
        span.Shift.Counsellors.Count == 0 ? line.Languages : span.Shift.Counsellors.Select(directory.FindCounsellor).OfType<Counsellor>().SelectMany(person => person.Languages);
}
