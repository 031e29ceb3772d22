using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hotline117.Benchmarks.Calls;

/// <summary>A free UDP port for the centre's phone, found before the switch is told of it.</summary>
internal sealed class PortOfCentre : IDisposable
{
    // The TCP port of the same number is held, so that nobody else is given it meanwhile.
    private readonly TcpListener _held = new(IPAddress.Loopback, 0);

    public PortOfCentre() => _held.Start();

    public DnsEndPoint EndPoint => new("127.0.0.1", ((IPEndPoint)_held.LocalEndpoint).Port);

    public string Text => EndPoint.Port.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _held.Dispose();
}
