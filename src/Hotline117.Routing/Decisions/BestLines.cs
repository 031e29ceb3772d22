using Hotline117.Contracts.Decisions;

namespace Hotline117.Routing.Decisions;

/// <summary>A line with its place in the order: the lower <paramref name="Rank"/> is better, then the lower <paramref name="Draw"/>.</summary>
/// <param name="Index">In the directory's lines.</param>
internal readonly record struct RankedLine(int Index, Verdict Verdict, ulong Rank, ulong Draw)
{
    public int? Minutes => LinesSeen.MinutesIn(Rank);
}

/// <summary>Keeps the best few of many lines, in order.</summary>
internal sealed class BestLines(int most)
{
    private readonly RankedLine[] _places = new RankedLine[most];
    private int _count;

    public int Most => most;

    /// <summary>A line of a higher rank than those it has changes nothing any more.</summary>
    public bool IsFull => _count == _places.Length;

    /// <summary>The draw is worked out only for a line that its rank does not rule out: most are.</summary>
    public void Add(int index, Verdict verdict, ulong rank, in Question question)
    {
        if (most == 0)
            return;
        var isFull = IsFull;
        if (isFull && rank > _places[^1].Rank)
            return;
        var line = new RankedLine(index, verdict, rank, question.DrawOf(index));
        if (isFull && !IsBefore(line, _places[^1], question))
            return;
        var place = PlaceOf(line, question);
        var behind = (isFull ? _count - 1 : _count++) - place;
        _places.AsSpan(place, behind).CopyTo(_places.AsSpan(place + 1));
        _places[place] = line;
    }

    /// <param name="first">Stands before all others, whatever its rank; null for none.</param>
    /// <param name="only">First it stands only among lines of this verdict.</param>
    public RankedLine[] ToArray(RankedLine? first, Verdict? only = null) =>
        first is { } line && most > 0 && (only is null || line.Verdict == only)
            ? [line, .. _places[.._count].Where(each => each.Index != line.Index).Take(most - 1)]
            : _places[.._count];

    private int PlaceOf(in RankedLine line, in Question question)
    {
        var (from, to) = (0, _count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (IsBefore(line, _places[middle], question))
                to = middle;
            else
                from = middle + 1;
        }

        return from;
    }

    private static bool IsBefore(in RankedLine one, in RankedLine other, in Question question) =>
        one.Rank != other.Rank ? one.Rank < other.Rank :
        one.Draw != other.Draw ? one.Draw < other.Draw :
        question.IsBeforeById(one.Index, other.Index);
}
