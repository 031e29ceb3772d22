using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hotline117.AppHost.Machine;

/// <summary>
/// Free ports on the loopback address, each ours until the pool is disposed of.
/// They lie below the kernel's ephemeral ports (32768 on Linux), so that no outgoing connection takes one between the choice and its use,
/// and above Asterisk's RTP ports; a lock file a port keeps two of our own runs apart.
/// </summary>
public sealed class PortPool : IDisposable
{
    private const int First = 20_002;
    private const int Last = 32_767;
    private const int Attempts = 1_000;
    private readonly List<FileStream> held = [];
    private readonly string folder = Directory.CreateDirectory(Path.Combine(UserCache.Folder, "ports")).FullName;

    public int Take()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(First, Last + 1);
            if (FileLock.TryTake(Path.Combine(folder, port.ToString(CultureInfo.InvariantCulture))) is not { } file)
            {
                continue;
            }

            if (IsFree(port, SocketType.Stream, ProtocolType.Tcp) && IsFree(port, SocketType.Dgram, ProtocolType.Udp))
            {
                held.Add(file);
                return port;
            }

            file.Dispose();
        }

        throw new StartFailedException(
            $"No free port between {First} and {Last} was found in {Attempts} attempts.",
            remedy: "End programs that listen there (ss -ltnup shows them).");
    }

    public void Dispose() => held.ForEach(file => file.Dispose());

    private static bool IsFree(int port, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
