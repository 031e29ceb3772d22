using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Hotline117.IntegrationTests.Secrecy;

/// <summary>
/// What a running router has in memory, as whoever has the machine could read it. A test that looks for a secret elsewhere must know it, and this one never
/// leaves the process: so it is sought where it is.
/// </summary>
internal static class RouterMemory
{
    private const int KeyBytes = 32;
    private const int DigestBytes = 16;

    /// <summary>Reserved, not used.</summary>
    private const long LargestRegion = 1L << 30;

    /// <returns>Each key in memory under which the digest of the number is in memory too.</returns>
    public static IReadOnlyList<(byte[] Key, byte[] Digest)> DigestsOf(int pid, string number)
    {
        var regions = Read(pid);
        // As a UInt128 lies there: the lower half first.
        var sought = new Dictionary<ulong, List<(ulong Upper, byte[] Key, byte[] Digest)>>();
        foreach (var key in regions.SelectMany(Arrays).Distinct(KeyComparer.Instance))
        {
            var digest = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(number))[..DigestBytes];
            var whole = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest);
            CollectionsMarshal.GetValueRefOrAddDefault(sought, (ulong)whole, out _) ??= [];
            sought[(ulong)whole].Add(((ulong)(whole >> 64), key, digest));
        }

        return [.. regions.SelectMany(region => Find(region, sought)).DistinctBy(found => Convert.ToHexString(found.Digest))];
    }

    /// <summary>Arrays of bytes of a key's length, by their header: the type, then the length.</summary>
    private static IEnumerable<byte[]> Arrays(byte[] region)
    {
        var words = region.Length / sizeof(ulong);
        for (var i = 1; i < words - KeyBytes / sizeof(ulong); i++)
        {
            if (Word(region, i) == KeyBytes && Word(region, i - 1) != 0)
            {
                yield return region[((i + 1) * sizeof(ulong))..((i + 1) * sizeof(ulong) + KeyBytes)];
            }
        }
    }

    private static IEnumerable<(byte[] Key, byte[] Digest)> Find(byte[] region, Dictionary<ulong, List<(ulong Upper, byte[] Key, byte[] Digest)>> sought)
    {
        for (var i = 0; i < region.Length / sizeof(ulong) - 1; i++)
        {
            if (sought.TryGetValue(Word(region, i), out var candidates))
            {
                foreach (var (_, key, digest) in candidates.Where(candidate => candidate.Upper == Word(region, i + 1)))
                {
                    yield return (key, digest);
                }
            }
        }
    }

    private static ulong Word(byte[] region, int index) => MemoryMarshal.Cast<byte, ulong>(region)[index];

    private static List<byte[]> Read(int pid)
    {
        using var memory = new FileStream($"/proc/{pid}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var regions = new List<byte[]>();
        foreach (var line in File.ReadLines($"/proc/{pid}/maps").Where(line => line.Contains(" rw", StringComparison.Ordinal)))
        {
            var ends = line[..line.IndexOf(' ', StringComparison.Ordinal)].Split('-').Select(end => long.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToList();
            if (ends[1] - ends[0] is > 0 and <= LargestRegion and var length)
            {
                var region = new byte[length];
                try
                {
                    memory.Seek(ends[0], SeekOrigin.Begin);
                    memory.ReadExactly(region);
                    regions.Add(region);
                }
                catch (IOException)
                {
                    // Given back to the system since the list was made, or a device's.
                }
            }
        }

        return regions;
    }

    private sealed class KeyComparer : IEqualityComparer<byte[]>
    {
        public static KeyComparer Instance { get; } = new();

        public bool Equals(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

        public int GetHashCode(byte[] key) => BitConverter.ToInt32(key) ^ BitConverter.ToInt32(key, KeyBytes - sizeof(int));
    }
}
