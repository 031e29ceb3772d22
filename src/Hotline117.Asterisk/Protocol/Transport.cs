using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Hotline117.Asterisk.Protocol;

/// <summary>Opens the socket and, where wanted, TLS over it.</summary>
internal static class Transport
{
    /// <exception cref="FaultException">Says which step failed and why.</exception>
    public static async Task<Stream> OpenAsync(AmiClientOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return options.UseTls ? await SecureAsync(plain, options, cancellationToken) : plain;
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (FaultOf(e, options) is { } fault)
                throw new FaultException(fault, e);
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(Stream plain, AmiClientOptions options, CancellationToken cancellationToken)
    {
        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = options.TlsTargetHost ?? options.Host,
            RemoteCertificateValidationCallback = options.ServerCertificateValidation,
        }, cancellationToken);
        return secure;
    }

    private static AmiFault? FaultOf(Exception exception, AmiClientOptions options) => exception switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            new(AmiFaultKind.Refused, $"{options}: nothing listens there: is Asterisk running, and manager.conf enabled with this port?"),
        SocketException { SocketErrorCode: SocketError.TimedOut } =>
            new(AmiFaultKind.ConnectTimeout, $"{options}: no answer from the host"),
        SocketException e => new(AmiFaultKind.Unreachable, $"{options}: the host can't be reached ({e.Message})"),
        AuthenticationException e => new(AmiFaultKind.Tls, $"{options}: TLS failed ({e.Message})"),
        IOException e => new(AmiFaultKind.Tls, $"{options}: the connection broke during the TLS handshake ({e.Message}): is the port one for TLS?"),
        _ => null,
    };
}
