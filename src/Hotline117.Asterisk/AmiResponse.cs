using Hotline117.Asterisk.Protocol;

namespace Hotline117.Asterisk;

/// <summary>The reply to an action.</summary>
public sealed class AmiResponse : AmiMessage
{
    internal AmiResponse(byte[] bytes) : base(bytes) => IsSuccess = !Has("Response"u8, "Error"u8);

    /// <summary>False for <c>Response: Error</c>.</summary>
    public bool IsSuccess { get; }

    /// <summary>The server's words, as <c>Permission denied</c>; empty where it has none.</summary>
    public string Message => Text("Message"u8);

    /// <summary>The user lacks the privilege that <c>manager.conf</c> grants under <c>write</c>.</summary>
    public bool IsPermissionDenied => !IsSuccess && Has("Message"u8, "Permission denied"u8);

    public string ActionId => Text("ActionID"u8);

    /// <summary>What a <c>Command</c> printed, line by line: <c>Output:</c> headers, or the block up to <c>--END COMMAND--</c> before Asterisk 14.</summary>
    public IReadOnlyList<string> Output => CommandOutput.Lines(this);

    /// <exception cref="AmiErrorException">The reply is an error.</exception>
    public AmiResponse EnsureSuccess(string action) => IsSuccess ? this : throw new AmiErrorException(action, this);

    /// <summary>Without values, which may be a caller's.</summary>
    public override string ToString() => IsSuccess ? "Response: Success" : "Response: Error";
}
