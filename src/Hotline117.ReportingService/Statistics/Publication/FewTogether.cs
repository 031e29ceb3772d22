namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>A number of calls of which there are few.</summary>
/// <param name="Unknown">What is not known of it: nothing but 0 where it follows from what is shown.</param>
internal sealed record FewCalls(long Calls, long[] Unknown);

/// <summary>Whether numbers that are few together follow as a sum, though none may by itself: all small regions of a valley, say.</summary>
internal static class FewTogether
{
    /// <summary>So many are looked at in some milliseconds. A month of any size has far fewer; but nothing else would end a search among hundreds.</summary>
    public const int MostGroups = 1_000_000;

    /// <returns>Null where more groups would have to be looked at than may be.</returns>
    public static bool? Follow(IReadOnlyList<FewCalls> numbers, int smallest, int mostGroups = MostGroups)
    {
        var few = WithoutThoseApart([.. numbers.Where(number => number.Calls < smallest)]).ConvertAll(number => (number.Calls, Unknown: KnownSums.Digest(number.Unknown)));
        var groups = 0;
        return IsAnyKnown(0, 0, 0) ? true : groups > mostGroups ? null : false;

        bool IsAnyKnown(int next, long calls, long unknown)
        {
            for (var i = next; i < few.Count && groups <= mostGroups; i++)
            {
                groups++;
                var (more, left) = (calls + few[i].Calls, KnownSums.Add(unknown, few[i].Unknown));
                if (more < smallest && (left == 0 || IsAnyKnown(i + 1, more, left)))
                {
                    return true;
                }
            }

            return false;
        }
    }

    // What is unknown of one alone no other takes away; most are such.
    private static List<FewCalls> WithoutThoseApart(List<FewCalls> few)
    {
        while (true)
        {
            var left = few.FindAll(one => !one.Unknown.Index().Any(unknown => unknown.Item != 0 && few.TrueForAll(other => other == one || other.Unknown[unknown.Index] == 0)));
            if (left.Count == few.Count)
            {
                return few;
            }

            few = left;
        }
    }
}
