using System.Buffers;
using Hotline117.Contracts.Decisions;

namespace Hotline117.Routing.Decisions;

/// <summary>A line with its place in the order.</summary>
/// <param name="Index">In the directory's lines.</param>
internal readonly record struct RankedLine(int Index, Verdict Verdict, ulong Rank)
{
    public int? Minutes => LinesSeen.MinutesIn(Rank);
}

/// <summary>
/// All lines, best first: by rank, and by the draw among those of one rank, which may be thousands. A decision needs the first few, so these are thrown into
/// buckets by their draws, and only the buckets that are reached are sorted.
/// </summary>
/// <param name="ends">Room for <see cref="Buckets"/> numbers.</param>
internal ref struct DrawnOrder(Question question, Span<int> ends)
{
    public const int Buckets = 256;
    private const int BucketShift = 64 - 8;
    private const int SortedAtOnce = 32;

    private readonly Question _question = question;
    private readonly int[] _order = question.Seen.Order;
    private readonly ulong[] _ranks = question.Seen.Ranks;

    // Where each bucket ends, in the two arrays; these hold the lines of one rank.
    private readonly Span<int> _ends = ends;
    private readonly ulong[] _draws = ArrayPool<ulong>.Shared.Rent(question.Seen.Order.Length);
    private readonly int[] _lines = ArrayPool<int>.Shared.Rent(question.Seen.Order.Length);

    private int _seen;
    private int _next;
    private int _sorted;
    private int _drawn;
    private int _bucket;

    /// <summary>Of the lines that come next.</summary>
    public ulong Rank { get; private set; }

    public bool TryNext(out int line)
    {
        line = 0;
        if (_next == _drawn && !TryDraw())
            return false;
        if (_next == _sorted)
            SortBucket();
        line = _lines[_next++];
        return true;
    }

    public readonly void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_draws);
        ArrayPool<int>.Shared.Return(_lines);
    }

    private bool TryDraw()
    {
        if (_seen == _order.Length)
            return false;
        Rank = _ranks[_seen];
        var end = _seen + 1;
        while (end < _ranks.Length && _ranks[end] == Rank)
            end++;
        var equals = _order.AsSpan(_seen, end - _seen);
        (_seen, _next, _sorted, _drawn) = (end, 0, 0, equals.Length);
        if (equals.Length > SortedAtOnce)
        {
            Throw(equals);
            return true;
        }

        for (var i = 0; i < equals.Length; i++)
            (_lines[i], _draws[i]) = (equals[i], equals.Length == 1 ? 0 : _question.DrawOf(equals[i]));
        Array.Sort(_draws, _lines, 0, equals.Length);
        _sorted = _drawn;
        return true;
    }

    private void Throw(ReadOnlySpan<int> equals)
    {
        var draws = ArrayPool<ulong>.Shared.Rent(equals.Length);
        _ends.Clear();
        _bucket = 0;
        for (var i = 0; i < equals.Length; i++)
        {
            draws[i] = _question.DrawOf(equals[i]);
            _ends[(int)(draws[i] >> BucketShift)]++;
        }

        var from = 0;
        foreach (ref var bucket in _ends)
            (bucket, from) = (from, from + bucket);
        for (var i = 0; i < equals.Length; i++)
        {
            var at = _ends[(int)(draws[i] >> BucketShift)]++;
            (_draws[at], _lines[at]) = (draws[i], equals[i]);
        }

        ArrayPool<ulong>.Shared.Return(draws);
    }

    private void SortBucket()
    {
        while (_ends[_bucket] == _sorted)
            _bucket++;
        Array.Sort(_draws, _lines, _sorted, _ends[_bucket] - _sorted);
        _sorted = _ends[_bucket];
    }
}
