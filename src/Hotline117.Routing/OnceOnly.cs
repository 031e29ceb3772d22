using System.Security.Cryptography;
using System.Text;

namespace Hotline117.Routing;

/// <summary>
/// Ids of what can happen only once, in a call or in an hour: the same, whoever tells of it. A store that has lost its last second lets a router tell anew
/// what was published before, and whoever counts takes it as told already.
/// </summary>
internal static class OnceOnly
{
    public static Guid Id(string of, string what)
    {
        Span<byte> id = SHA256.HashData(Encoding.UTF8.GetBytes($"{of} {what}")).AsSpan(0, 16);
        // RFC 9562: version 8, an id of one's own making.
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
