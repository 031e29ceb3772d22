namespace Hotline117.Asterisk;

/// <summary>An action did not get its reply, or the reply was an error that the caller asked to be thrown.</summary>
public class AmiException : Exception
{
    public AmiException() { }

    public AmiException(string message) : base(message) { }

    public AmiException(string message, Exception? inner) : base(message, inner) { }
}

/// <summary>Nothing was sent: there is no logged-in connection. The message holds the state and the last fault.</summary>
public sealed class AmiNotConnectedException(string message) : AmiException(message);

/// <summary>The connection ended before the reply: nobody knows whether the action was carried out. It is never sent again by the client.</summary>
public sealed class AmiDisconnectedException(string message, Exception? inner = null) : AmiException(message, inner);

/// <summary>No reply, or no end of the list, in time: nobody knows whether the action was carried out.</summary>
public sealed class AmiTimeoutException(string message) : AmiException(message);

/// <summary>The server answered <c>Response: Error</c>; the message has its words, of a command the first line that it printed.</summary>
public sealed class AmiErrorException(string action, AmiResponse response)
    : AmiException($"{action}: {(response.Output is [var first, ..] ? first : response.Message)}")
{
    public AmiResponse Response { get; } = response;
}
