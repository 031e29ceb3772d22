using System.Numerics;
using System.Runtime.InteropServices;

namespace Hotline117.Routing.Decisions;

/// <summary>Counts the lines of one class that have no place left, many at a time.</summary>
internal static class BusyLines
{
    public static int Count(ReadOnlySpan<ushort> taken, ReadOnlySpan<ushort> capacity, ReadOnlySpan<ushort> classOf, ushort wanted)
    {
        var takenAtOnce = Vectors(taken);
        var capacityAtOnce = Vectors(capacity);
        var classAtOnce = Vectors(classOf);
        var count = Vector<uint>.Zero;
        for (var i = 0; i < takenAtOnce.Length; i++)
        {
            var busy = Vector.GreaterThanOrEqual(takenAtOnce[i], capacityAtOnce[i]) & Vector.Equals(classAtOnce[i], new Vector<ushort>(wanted));
            Vector.Widen(busy & Vector<ushort>.One, out var low, out var high);
            count += low + high;
        }

        var sum = (int)Vector.Sum(count);
        for (var i = takenAtOnce.Length * Vector<ushort>.Count; i < taken.Length; i++)
            sum += taken[i] >= capacity[i] && classOf[i] == wanted ? 1 : 0;
        return sum;
    }

    private static ReadOnlySpan<Vector<ushort>> Vectors(ReadOnlySpan<ushort> numbers) => MemoryMarshal.Cast<ushort, Vector<ushort>>(numbers);
}
