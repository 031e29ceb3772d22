namespace Hotline117.Asterisk;

/// <summary>Why a connection could not be made or was lost, each told apart from the others.</summary>
public enum AmiFaultKind
{
    /// <summary>The name does not resolve, or no route leads to the host.</summary>
    Unreachable,

    /// <summary>The host answers, but nothing listens on the port.</summary>
    Refused,

    /// <summary>No connection, TLS session or banner within <see cref="AmiClientOptions.ConnectTimeout"/>.</summary>
    ConnectTimeout,

    /// <summary>TLS failed, for instance because the certificate was not accepted.</summary>
    Tls,

    /// <summary>What listens there does not greet as an Asterisk manager.</summary>
    NotAsterisk,

    /// <summary>Closed before the banner: too many logins pending (<c>authlimit</c>), or a proxy without its server.</summary>
    ClosedBeforeBanner,

    /// <summary>Wrong user or secret, or an address that <c>manager.conf</c> does not permit: the server does not say which.</summary>
    AuthenticationFailed,

    /// <summary>The user has <c>allowmultiplelogin=no</c> and is logged in elsewhere.</summary>
    LoginAlreadyInUse,

    /// <summary>The login got no answer within <see cref="AmiClientOptions.ActionTimeout"/>.</summary>
    LoginTimeout,

    /// <summary>Closed without words while logging in, as at the server's <c>authtimeout</c>.</summary>
    ClosedDuringLogin,

    /// <summary>The server closed the connection or the network broke.</summary>
    ConnectionLost,

    /// <summary>A keep-alive Ping got no answer within <see cref="AmiClientOptions.ActionTimeout"/>.</summary>
    KeepAliveTimeout,
}

/// <param name="Text">One sentence for people; holds neither secrets nor header values.</param>
public sealed record AmiFault(AmiFaultKind Kind, string Text)
{
    /// <summary>The server said no to who we are: trying again soon will not help.</summary>
    public bool IsAuthentication => Kind is AmiFaultKind.AuthenticationFailed or AmiFaultKind.LoginAlreadyInUse;

    public override string ToString() => Text;
}
